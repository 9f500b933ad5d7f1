import * as z from 'zod';
import { optionalText, withoutSecrets, words } from './migrationTaskSchemas.ts';
import { figure, flag } from './taskProgressSchemas.ts';

// The edition of 2021 shows one object in place of each of these lists.
// A group that cannot be read fails the whole: who writes back what was read would delete it.
const whitelistGroup = z.object({
  group_name: z.string(),
  /** IPv4 addresses, and blocks of them as CIDR. */
  ip_list: z
    .array(z.string())
    .nullish()
    .transform((entries) => entries ?? []),
});

/** Source: DCS API reference, ListIpWhitelist. */
export const whitelist = withoutSecrets.pipe(
  z.object({
    enable_whitelist: z.union([z.boolean(), z.stringbool({ truthy: ['true'], falsy: ['false'] })]),
    /** One that was never set has none. */
    whitelist: z
      .union([z.array(whitelistGroup), whitelistGroup.transform((group) => [group])])
      .nullish()
      .transform((groups) => groups ?? []),
    /** Addresses and blocks that all groups together may have; a text by the schema, a number in the sample. */
    whitelist_ip_limit_num: figure,
  }),
);

export type Whitelist = z.infer<typeof whitelist>;

export type WhitelistGroup = Whitelist['whitelist'][number];

const asText = z.union([z.string().min(1), z.number().transform(String)]);

const parameter = z.object({
  param_id: asText,
  param_name: z.string().min(1),
  param_value: optionalText,
  default_value: optionalText,
  /** An open enumeration: `Interger`, which is how the service spells it, `String`, `regular`. */
  value_type: optionalText,
  /** `a-b`, a list with commas, or a regular expression. */
  value_range: optionalText,
  description: words,
  /** Known from the Terraform provider. */
  need_restart: flag,
});

export type Parameter = z.infer<typeof parameter>;

/** Source: DCS API reference, ListConfigurations. An entry without a name or an ID is left out. */
export const parameterList = withoutSecrets.pipe(
  z
    .object({
      redis_config: z.union([
        z.array(parameter.optional().catch(undefined)),
        parameter.transform((one): (typeof one | undefined)[] => [one]),
      ]),
    })
    .transform(({ redis_config: entries }) => entries.filter((entry) => entry !== undefined)),
);

/** The ID of the job that does what was asked for. */
export const jobOfChange = withoutSecrets.pipe(
  z.looseObject({ job_id: optionalText }).transform(({ job_id: id }) => id),
);

/** Whether SSL is on. Source: DCS API reference, ShowInstanceSslDetail: `enabled` comes where it is, and nothing at all may where not. */
export const sslState = z.union([
  z.null().transform(() => false),
  withoutSecrets.pipe(z.looseObject({ enabled: flag }).transform(({ enabled }) => enabled === true)),
]);
