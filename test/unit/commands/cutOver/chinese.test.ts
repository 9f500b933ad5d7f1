import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { Translate } from '../../../../src/cloud/translate.ts';
import { stopAndRepoint } from '../../../../src/commands/cutOver/stopAndRepoint.ts';
import { english } from '../../../support/desk/english.ts';
import { rowsOf } from '../../../support/desk/rowsGiven.ts';
import { agreed, picked, ticked, watched } from '../../../support/desk/script.ts';
import { answered, playWithTasks } from '../../../support/desk/tasksOfSandbox.ts';
import { seeds } from './scene.ts';

const bundle = z
  .record(z.string(), z.string())
  .parse(JSON.parse(readFileSync('media/l10n/bundle.l10n.zh-cn.json', 'utf8')));

const chinese: Translate = (message, values) => english(bundle[message] ?? message, values);

describe('Stop and Repoint in Chinese', () => {
  it('asks, waits and tells without a word of English', () =>
    playWithTasks(
      seeds,
      async (scene) => {
        const { desk } = scene;
        const list = '沙箱';
        const isOpen = (choices: readonly { label: string; unusable?: string | undefined }[]) =>
          choices.some(({ label, unusable }) => label === '停止任务并切换连接地址…' && unusable === undefined);
        desk.expect(
          picked(list, '源端已停止写入'),
          picked(list, '放行未满足的项…'),
          ticked(
            '要放行哪些',
            [],
            [
              '源端和目标端已比较',
              '目标端允许源端的客户端访问',
              '应用能自动重连，且使用实例的域名或IP地址',
              '应用中已准备好新的连接地址',
              '应用已有目标端的密码',
            ],
          ),
          watched(list, isOpen, '停止任务并切换连接地址…'),
          agreed('停止此迁移'),
        );
        await stopAndRepoint(desk, await rowsOf(desk, 'orders'));
        assert.deepEqual(answered(scene), ['stop true']);
        const { message = '', buttons = [] } = desk.told.at(-1) ?? {};
        assert.match(message, /^沙箱：迁移任务 orders 已停止，现在可以写入目标端。/);
        assert.deepEqual(buttons, ['复制地址', '应用已使用目标端']);
        const shown = desk.asked.flatMap(({ words, notice, choices }) => [
          words,
          notice,
          ...choices.flatMap(({ label, description, detail, group, unusable = '' }) => [
            ...[label, description, detail, group, unusable],
          ]),
        ]);
        const names = /orders(?:-dcs)?|DCS|Redis|IP|VPC|Web CLI|sandbox-1|[0-9a-f]{32}|Enter|AM|PM/g;
        for (const text of [...shown, message]) assert.doesNotMatch(text.replaceAll(names, ''), /[a-z]{4,}/i, text);
      },
      { translate: chinese },
    ));
});
