import { quoted } from '../../cloud/foreignText.ts';
import type { Translate } from '../../cloud/translate.ts';
import { describeProblem } from '../file/problemText.ts';
import type { RowFinding } from './rowFiles.ts';
import { titleText } from './tableProblemText.ts';

/** What is wrong with a row, with its column where that is known. */
export function describeFinding(finding: RowFinding, t: Translate): string {
  switch (finding.code) {
    case 'extraCells':
      return t(
        'It has more cells than the header has titles: {count}. A cell that holds the character between the columns stands in quotation marks (").',
        { count: finding.count },
      );
    case 'strayQuote':
      return t(
        'Column {title}: a blank stands before the quotation mark ("), so that it quotes nothing. Remove the blank.',
        {
          title: titleText(finding.title),
        },
      );
    case 'problem': {
      const problem = describeProblem(finding.problem, t);
      return finding.title === undefined
        ? problem
        : t('Column {title}: {problem}', { title: titleText(finding.title), problem });
    }
    case 'otherRegion':
      return t(
        'The task goes to region {region}, but its network was picked in {picked}. Give the row that of its own region, in the columns "vpc_id", "subnet_id" and "security_group_id".',
        { region: quoted(finding.region), picked: finding.picked },
      );
    case 'noProject':
      return t(
        'No project is known for the region {region}. Add one in the column "project_id", or sign in for that region.',
        {
          region: quoted(finding.region),
        },
      );
    case 'sameName':
      return t('Row {row} has the same name.', { row: finding.row });
    case 'sameFile':
      return t('Row {row} has a name that makes the same file name.', { row: finding.row });
    case 'exists':
      return t('There is a file of that name already. It is left as it is.');
  }
}
