import { useState } from 'react';
import type { Text } from '@maillon/kernel';

/** One thing to mend in a form: at a field, or for the whole. */
export interface Problem {
  readonly field?: string;
  readonly message: string;
  readonly remedy?: string;
}

export interface FindingLike {
  readonly path?: string | null;
  readonly field?: string | null;
  readonly message: Text;
  readonly remedy: Text;
}

export const fieldId = (field: string): string => `f-${field.replaceAll(/[^A-Za-z0-9]+/g, '-')}`;

/** Finds the field that a path of the platform speaks of: `$.input.keyData.alloy` is `keyData.alloy`. */
export function fieldOfPath(path: string | null | undefined, fields: readonly string[]): string | undefined {
  if (!path) return undefined;
  const plain = path.replace(/^\$?\.?(variables\.)?(input\.)?/, '').replaceAll(/\[(\d+)\]/g, '.$1');
  const closest = (isClose: (field: string) => boolean) => fields.find(isClose);
  return (
    closest((field) => field === plain) ??
    closest((field) => plain.endsWith(`.${field}`) || field.endsWith(`.${plain}`)) ??
    closest((field) => field.startsWith(`${plain}.`) || plain.startsWith(`${field}.`))
  );
}

/** What the platform found wrong, put at the fields of the form. */
export function problemsOf(
  findings: readonly FindingLike[],
  fields: readonly string[],
  textOf: (text: Text) => string,
): Problem[] {
  return findings.map((finding) => ({
    field: fieldOfPath(finding.path, fields) ?? fieldOfPath(finding.field, fields),
    message: textOf(finding.message),
    remedy: textOf(finding.remedy),
  }));
}

export interface FormProblems {
  readonly problems: readonly Problem[];
  /** Grows at each refusal, so that the summary takes the focus again. */
  readonly round: number;
  readonly show: (problems: readonly Problem[]) => void;
  readonly errorOf: (field: string) => string | undefined;
  /** Props that tie an input to its place in the summary. */
  readonly field: (name: string) => { id: string; error: string | undefined };
}

export function useProblems(): FormProblems {
  const [{ problems, round }, setState] = useState<{ problems: readonly Problem[]; round: number }>({
    problems: [],
    round: 0,
  });
  const errorOf = (name: string) => {
    const problem = problems.find(({ field }) => field === name);
    return problem && [problem.message, problem.remedy].filter(Boolean).join(' ');
  };
  return {
    problems,
    round,
    show: (next) => setState((state) => ({ problems: next, round: state.round + 1 })),
    errorOf,
    field: (name) => ({ id: fieldId(name), error: errorOf(name) }),
  };
}
