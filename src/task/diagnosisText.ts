/** The most of a text that is looked at; what tells the cause stands at its beginning. */
const longest = 4000;

/** Keys, users, tasks and files are called what people like, also after causes; and links lead to help. */
const names: readonly RegExp[] = [
  /(?:\b(?:key|user|channel|comment|description)(?: ?[=:] ?| )|(?:任务|实例|用户|文件|键|key) ?)(["'`])[^"'`]*\1/g,
  /\b(?:task|job|instance|field|member|script)(?: ?[=:] ?| )(["'`])[^"'`\s]*\1/g,
  /\bkey=\S+|\bname=\S+|\b(?:task|job|key|instance|user|file|script)[ _-]?name ?[=:] ?\S+/g,
  /(?:任务|实例|用户|文件|键|key) ?名称?(?: ?[:=是为] ?| )[^\s,;。]+/g,
  /\bno such (?:key|user|member|field|script|task|instance)\b:? ?\S+/g,
  /\bunknown command:? ?(["'`])(?! ?(?:p?sync|replconf)\b)[^"'`]*\1/g,
  /(?<![\w-])-{0,2}(?!err(?:or)?[-_])(?:[a-z\d]+[-_])+(?:busykey|big-?keys?|wrongpass|wrongtype|crossslot|misconf|noauth)(?![\w-])/g,
  /(?<![\w-])(?:[a-z\d]+[-_])*(?:busykey|big-?keys?|wrongpass|wrongtype|crossslot|misconf|noauth)(?:[-_][a-z\d]|:\d)[\w:.-]*/g,
  /(?<![\w-])[\w-]+\.(?:sh|py|go|java|lua|log|conf)\b/g,
  /\b(?:see|visit|refer to):? https?:\S+|(?:参见|参考|详见):? ?https?:\S+|(?<=\bhttps?:\/\/[^\s/"']{1,80})\/\S*/g,
];

/** What is about something else, or another time, is so from end to end. */
const aboutOthers =
  /\b(?:previous|prior|earlier) (?:[\w-]+ ){0,2}?(?:run|tasks?|attempt|job|errors?)\b|\blast (?:[\w-]+ )?(?:run|task)\b(?! error)|\bdry[- ]run\b|\bsimulat|\bin (?:this|the) test\b|\bscenario\b|\b(?:alarm|alert) rules?\b|\bnotify on\b|\b(?:alarms?|alerts?|handling|handler)\b[^.;]{0,40}\b(?:enabled|disabled|registered|configured)\b|\b(?:earlier|previously|formerly|yesterday):? |\bbefore (?:the )?(?:re)?start\b(?!\))|告警规则|发送(?:短信|通知|告警)|预案|演练|模拟|上一?次|上一个|历史(?:错误|任务|记录)|\b(?:another|other|unrelated) (?:[\w-]+ ){0,2}?(?:tasks?|instances?|jobs?)\b|(?:其他|另外?一?)(?:的|个|台)?(?:任务|实例)|与本(?:任务|次迁移)无关/;

const ends = /(?<=[;。!]|\.(?= ))|(?= (?:but|however)\b)|(?=但)/;

/** What comes behind it in the sentence is a guess, an example or advice. */
const advice: readonly RegExp[] = [
  /\b(?:possible|probable|likely|common|typical|potential)(?: root)? (?:causes?|reasons?)\b|\bfor (?:example|instance)\b|\bsuch as\b/,
  /\b(?:may|might|could|can|would) (?:also )?(?:(?:lead|fail|cause|mean|indicate|result|happen|occur)\b|be (?:an?|the|that|due|caused|because|wrong|incorrect|connection)\b)|\b(?:maybe|perhaps|probably|possibly|presumably)\b/,
  /^\W*(?:checks?|tests?|hints?|suggestions?|tips?|advice|solutions?|fix|workarounds?|troubleshooting): |\bto (?:avoid|prevent|fix|resolve|solve)\b/,
  /\b(?:check|verify)(?:ing)? (?:if|whether|that)\b|\b(?:check(?:ing)?|scanning|looking|searching|testing|watching|waiting) for\b(?=[^:]*$)/,
  /(?:可能|常见|潜在)的?(?:原因|因素)|例如|比如|诸如|可能是|或许|也许|疑似|怀疑|排查/,
];

/** A line that tells how it goes, by what it says of itself; INFO is a command of Redis, too. */
const isOfLevel =
  /^(?:[\d\s:.,tz/+-]*\W)?(?:\[(?:info|debug|trace|notice|verbose)\]|(?:info|debug|trace|notice|verbose):|(?<=\d\S* )(?:info|debug|trace|notice|verbose)\b|(?:info|debug) (?!replication|keyspace|server|memory|command|all\b|stats|clients|persistence|section|fail|from|of|to|on)\b)|\b(?:level|lvl|severity)["']? ?[=:] ?["']?(?:info|debug|trace|notice|verbose)\b/;

/** Right before a cause, or right behind it: it is not that. */
const negation =
  /(?:\b(?:no|not|never|nor|neither|without|exclud(?:e|ed|es|ing)|rul(?:e|ed|ing) out:?|unrelated|rather|other)|n't)(?: (?:an?|the|any|this|that|be|been|was|is|seen?|saw|of|by|to|than|due|because|caused?|about|related|signs?|evidence|traces?|case|kind|errors?|get|got|returned|reported|found|raised|from))*[ "'(]*$|(?:不是|并非|绝非|而非|没有|未见|排除了?)(?:因为?|由于?)?["' ]?$/;
const negationBehind =
  /^["')]?(?: (?:errors?|replies|reply|problem))?(?: (?:was|is|were|are|has|have|did|does|can|could|has been))?(?: (?:never|not)(?: be(?:en)?)?|n't)(?: be(?:en)?)? (?:the (?:problem|cause|reason|issue)|returned|seen|observed|appear(?:ed)?|occur(?:red)?|happen(?:ed)?|found|reported|detected|involved|to blame)\b|^["')]?(?: (?:can be|could be|was|is|has been|have been))? (?:excluded|ruled out)\b|^["']?(?:的?(?:可能性?|情况))?(?:已|可以?|均)?被?排除|^["']?无关/;

/** Whether a text says one of these, and not that it is not so. */
export function says(patterns: readonly RegExp[], text: string): boolean {
  return patterns.some((pattern) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].some(({ 0: found, index }) => {
      const [before, behind] = [text.slice(Math.max(0, index - 80), index), text.slice(index + found.length)];
      return !negation.test(before) && !negationBehind.test(behind);
    }),
  );
}

/** What was said before it in the sentence is no more, or never mattered. */
const settled: readonly RegExp[] = [
  /(?<!(?:\b(?:not|never|cannot)|n't) (?:be |been )?)\b(?:recovered|resolved|ignor(?:ed|ing)|skip(?:s|ped|ping)?|overw(?:ritten|riting)|reconnected|cleared|gone|fixed|corrected|handled|replaced|replayed|re-?sent|identical|non[- ]critical)\b|\breachable again\b|\busing [\w ]{1,20} instead\b|^\W*(?:using|falling back to) (?:the )?(?:master|replica|sync)\b/,
  /\b(?:retr(?:y|ied|ies)|attempts?|then)\b[^.;]{0,20}\b(?:succe\w+|ok|passed)\b|\bthen (?:re)?connected\b/,
  /已(?:自动)?(?:恢复|忽略|跳过|覆盖|重连|解决|消除|解除|清除|修复|更正|改用)|不影响|(?:重试|重连|恢复)后?(?:成功|正常)/,
  /^\W*(?:(?:all )?(?:checks?|tests?) )?(?:ok|passed)\W*$|^[\s,]*(?:检查|校验|检测|验证|测试)(?:均|全部)?通过\W*$/,
];

/** It went well, did not happen, might happen, or is a setting. */
const harmless: readonly RegExp[] = [
  /(?<!(?:\b(?:not|never|without|cannot)|n't) (?:be |been |complete |end |yet )?)\b(?:success(?:ful|fully)?|succeeded|passed|verified|connected|accepted|ok)\b(?!["']? ?[:=] ?(?:false|no|0))/,
  /(?<!不|未|未能|没有?|无法|不能|是否)成功(?!后|率)|(?:检查|校验|检测|验证|测试|预检)(?:已|均|全部)?通过|(?<!不)正常/,
  /(?:[:=]|\b(?:is|was)) ?(?:0|none|false|no|off|否|无)[\s,;。!)\]}]*$|\bcount 0\b|[:=] ?0\/\d|: none\b|(?<![\d.])0 (?:[\w-]+ ){0,3}?(?:times|errors|failures)\b|数(?:量)?(?:为|是|:|=) ?0(?!\d)|(?<![\d.])0 ?[次个条]/,
  /\b(?:no|without|zero)(?! (?:space|route|such|permissions?|password|connection|response)\b)(?: any)? (?:[\w-]+ ){0,4}?(?:errors?|failures?|events?|problems?|failed|happened|occurred|found|detected|seen|conflicts?|entries)\b/,
  /\b(?:no (?:out of memory|failover|switchover|need)|not (?:be(?:ing)? )?(?:wrong|required|occur|happen|lower|older|below|exceed(?:ed)?|full|needed|resized|scaled|extending|out of|running any))\b/,
  /(?:未|没有|无)(?:再|曾)?(?:发现|发生|出现|检测到|检出|触发|遇到|达|超|低于|[在处](?![^,]{0,3}运行))|无需|不需要|不[低小]于/,
  /^\W*(?:tip|note|if|when(?! \w+ing\b)|unless|in case|please|make sure|ensure)\b|\b(?:must|should) not\b|^[\s,]*(?:若|如果|如(?=发生|出现|遇)|一旦|当(?!前)|请(?!求)|注意:|建议|避免|防止|以免)/,
  /(?:将会?|会)(?:导致|造成)|可能(?:会|导致|造成)|的风险|是否|(?:错误|失败|不通|超时|不足|拒绝|存在|满)时(?!间|长|限)|[请切]勿|\bmeans\b|\bwhat to do\b|\bis (?:normal|expected)\b|\bexpected (?:before|while|during)\b/,
  /\b(?:retry|wait) (?:up)?on\b|^\W*(?:up)?on (?:connection|network|errors?|failure)\b/,
  /^\W*(?:expected|want(?:ed)?)\b|\bexpected (?:an? )?["']?[\w-]+["']?$|\? ?(?:no|false|否|没有)\W*$|[\w]=(?:replace|overwrite|rewrite|skip|ignore|panic)\b/,
  /\bpolicy ?[:=]|\bthreshold\b|阈值|time ?out ?(?:[:=]|(?:is |was )?set to) ?\d+ ?(?:ms|s|m|sec|min|seconds|minutes)\b(?! exceeded)|time ?out=\d+(?![.\d])|-error (?:yes|no)\b/,
  /\b(?:protection|guard|handler|detection) (?:is )?(?:enabled|on|active|registered)\b|\b(?:handling|behaviou?r) ?[:=] ?(?:rewrite|overwrite|replace|skip|ignore|none)\b/,
];

/** In lower case, with plain quotes, half-width punctuation and single blanks. */
export function plainOf(text: string): string {
  return text
    .slice(0, longest)
    .normalize('NFKC')
    .replace(/[‘’]/g, "'")
    .replace(/[“”]/g, '"')
    .replace(/\s+/g, ' ')
    .toLowerCase();
}

/** What a plain text says to be wrong: without what it only mentions, as a count of nothing, a retry that went well or a piece of advice. */
export function complaintOf(plain: string): string {
  if (aboutOthers.test(plain)) return '';
  const unnamed = names.reduce((text, name) => text.replace(name, ''), plain.replaceAll('e.g.', 'for example'));
  return unnamed.split(ends).map(complaintIn).join('');
}

function complaintIn(sentence: string): string {
  if (isOfLevel.test(sentence)) return '';
  const known = Math.min(sentence.length, ...advice.flatMap((pattern) => pattern.exec(sentence)?.index ?? []));
  const clauses = sentence.slice(0, known).split(/(?<=,)/);
  const isSettled = (clause: string) => settled.some((pattern) => pattern.test(clause));
  const open = clauses.slice(clauses.findLastIndex(isSettled) + 1);
  return open
    .filter((clause) => !harmless.some((pattern) => pattern.test(clause)))
    .map((clause) => clause.replace(/ (?:if|whether) .*/, ''))
    .join('');
}
