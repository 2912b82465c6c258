import { Refused } from '@maillon/graphql';
import { Finding } from '@maillon/kernel';
import { EpcisException, EpcisProblem } from '../problems/epcis-problem.js';

/** Does the work; a problem that its reader can mend becomes the reasons of a refusal. Throws whatever else it throws. */
export async function orRefused<Done>(work: () => Promise<Done>): Promise<Done | Refused> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EpcisProblem)) throw error;
    const { findings = [], title: message, detail: remedy } = error.parts;
    const whole: Finding = { code: codeOf(error.exception), severity: 'error', message, remedy };
    return { findings: findings.length ? [...findings] : [whole] };
  }
}

/** `ResourceAlreadyExistsException` is the finding RESOURCE_ALREADY_EXISTS. */
const codeOf = (exception: EpcisException): string =>
  exception
    .replace(/Exception$/, '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toUpperCase();
