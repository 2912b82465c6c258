/** The signs that cut an interchange into segments, elements and components; an empty string is a sign that is not used. */
export interface ServiceCharacters {
  readonly component: string;
  readonly element: string;
  readonly decimal: string;
  readonly release: string;
  /** Syntax version 4 only. */
  readonly repetition: string;
  readonly terminator: string;
}

/** ISO 9735-1, 7.1 and annex A: level A, and what holds where no UNA says otherwise. */
export const DEFAULT_SERVICE_CHARACTERS: ServiceCharacters = {
  component: ':',
  element: '+',
  decimal: '.',
  release: '?',
  repetition: '',
  terminator: "'",
};

/** ISO 9735:1988, 5.2: the separators of level B that are no printable signs (IS1, IS3, IS4). */
export const LEVEL_B_SERVICE_CHARACTERS: ServiceCharacters = {
  component: '\x1f',
  element: '\x1d',
  decimal: '.',
  release: '',
  repetition: '',
  terminator: '\x1c',
};

export interface ServiceAdvice {
  readonly characters: ServiceCharacters;
  /** 1-based position after "UNA" of the sign that cannot serve, undefined where all can. */
  readonly badSign?: number;
}

const NO_SEPARATOR = /[A-Za-z0-9\x80-\xff]/;

/**
 * Reads the six signs after "UNA" (ISO 9735-1, 7.1): component separator, element separator, decimal mark, release
 * character (space: none), repetition separator (space: none), segment terminator.
 */
export function readServiceAdvice(signs: string): ServiceAdvice {
  const [component = '', element = '', decimal = '', release = '', repetition = '', terminator = ''] = signs;
  const used = [component, element, release, repetition, terminator];
  const badSign = [1, 2, 4, 5, 6].find((position, index) => {
    const sign = used[index]!;
    if (position === 4 || position === 5) {
      if (sign === ' ') return false;
    } else if (sign === ' ') return true;
    return sign === '' || NO_SEPARATOR.test(sign) || used.indexOf(sign) !== index;
  });
  const unlessSpace = (sign: string): string => (sign === ' ' ? '' : sign);
  return {
    characters: {
      component,
      element,
      decimal,
      release: unlessSpace(release),
      repetition: unlessSpace(repetition),
      terminator,
    },
    ...(badSign === undefined ? {} : { badSign }),
  };
}
