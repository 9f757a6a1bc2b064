import { ruleNamed } from '../../trace/findings/configuration';
import type { Rule } from '../../trace/findings/rule';
import type { Explanation } from '../explanation';

/** A finding by the id of its rule, in any case: the page of the rule. */
export function explainFinding(code: string): Explanation | undefined {
  const rule = ruleNamed(code.trim().toLowerCase());
  if (rule === undefined) return undefined;
  const { severity, profile, page } = rule;
  const only = profile === 'conformance' ? ', only under the profile "conformance"' : '';
  return {
    title: `${rule.code}: ${page.title} (finding)`,
    summary: page.meaning,
    details: [
      `What to do: ${page.advice}`,
      `Severity: ${severity}${only}. Another one is set in sipTrace.findings.${rule.code}.`,
    ],
    example: page.example,
    source: sourceOf(rule),
  };
}

/** Documents of a source, the first with the address that tells most. */
function sourceOf({ source, href }: Rule): string {
  const [first = ''] = source.split(/; |, (?=RFC \d|\[MS-)/);
  return `${first} ${href}${source.slice(first.length)}`;
}
