import type {
  ChartLine,
  ChartPanel,
  PageButton,
  PageChart,
  PageEntry,
  PageModel,
  PageNotice,
  PageSection,
  PageStep,
} from '../views/tasks/pageModel.ts';
import { isAbsentOr, isEither, isListOf, isNull, isNumber, isOneOf, isShaped, isText } from './guards.ts';

const isTone = isOneOf('good', 'bad', 'busy', 'waiting', 'quiet');

const isButtons = isListOf(isShaped<PageButton>({ command: isText, label: isText }));

const isNotice = isShaped<PageNotice>({ key: isText, tone: isTone, text: isText, buttons: isButtons });

const isStep = isShaped<PageStep>({
  key: isText,
  label: isText,
  state: isOneOf('done', 'active', 'failed', 'open'),
  note: isText,
});

const isEntry = isShaped<PageEntry>({ key: isText, label: isText, value: isText });

const isLine = isShaped<ChartLine>({ key: isText, label: isText, values: isListOf(isEither(isNumber, isNull)) });

const isPanel = isShaped<ChartPanel>({
  key: isText,
  label: isText,
  summary: isText,
  ticks: isListOf(isNumber),
  lines: isListOf(isLine),
});

const isChart = isShaped<PageChart>({
  since: isText,
  tooFew: isText,
  times: isListOf(isNumber),
  panels: isListOf(isPanel),
  words: isShaped<PageChart['words']>({ table: isText, time: isText, unknown: isText }),
});

type Of<K extends PageSection['kind']> = Extract<PageSection, { readonly kind: K }>;

const head = { key: isText, heading: isText };

const isSection = isEither(
  isShaped<Of<'steps'>>({ ...head, kind: isOneOf('steps'), steps: isListOf(isStep), buttons: isButtons }),
  isEither(
    isEither(
      isShaped<Of<'figures' | 'facts'>>({ ...head, kind: isOneOf('figures', 'facts'), entries: isListOf(isEntry) }),
      isShaped<Of<'cause'>>({ ...head, kind: isOneOf('cause'), entries: isListOf(isEntry), buttons: isButtons }),
    ),
    isShaped<Of<'chart'>>({ ...head, kind: isOneOf('chart'), chart: isChart }),
  ),
);

/** Whether a message of the extension is all that the page draws from. */
export const isPageModel: (value: unknown) => value is PageModel = isShaped<PageModel>({
  taskId: isText,
  language: isText,
  title: isText,
  status: isAbsentOr(isShaped<NonNullable<PageModel['status']>>({ words: isText, raw: isText, tone: isTone })),
  notices: isListOf(isNotice),
  actions: isButtons,
  sections: isListOf(isSection),
  age: isText,
});
