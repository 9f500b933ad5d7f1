// Calls the sandbox with the cloud's own SDK, and prints what that understood. In a process of its own: the SDK writes into the home folder,
// and prints whole requests where one fails.
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import { DefaultHttpClient } from '@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient.js';
import * as z from 'zod';

const call = z.object({
  method: z.string(),
  path: z.string(),
  query: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  body: z.record(z.string(), z.unknown()).optional(),
});

const order = z.object({
  url: z.string(),
  projectId: z.string(),
  key: z.object({ accessKeyId: z.string(), secretAccessKey: z.string() }),
  calls: z.array(call),
});

const { url, projectId, key, calls } = order.parse(JSON.parse(process.env['OFFICIAL_CLIENT_ORDER'] ?? ''));
const credentials = new BasicCredentials().withAk(key.accessKeyId).withSk(key.secretAccessKey).withProjectId(projectId);
const client = new HcClient(new DefaultHttpClient({}, [url])).withCredential(credentials).withEndpoints([url]);

async function answerTo({ method, path, query = {}, body }: z.infer<typeof call>): Promise<unknown> {
  try {
    return await client.sendRequest({
      method,
      url: `/v2/{project_id}/${path}`,
      contentType: 'application/json',
      queryParams: query,
      pathParams: { project_id: projectId },
      headers: {},
      ...(body === undefined ? {} : { data: body }),
    });
  } catch (error) {
    return { failed: error instanceof Error ? error.message : JSON.stringify(error) };
  }
}

const answers: unknown[] = [];
for (const one of calls) answers.push(await answerTo(one));
console.log(`\nANSWERS ${JSON.stringify(answers)}`);
