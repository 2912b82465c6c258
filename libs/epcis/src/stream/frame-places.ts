import { Finding } from '@maillon/kernel';
import { isOfName, placeFindings, TextPlace } from '../json-places.js';

/** One member of the document round its events, and where it stands. */
interface FramePiece {
  readonly path: string;
  readonly place: TextPlace;
  readonly namePlace?: TextPlace;
  /** As written; absent for what holds the events. */
  readonly text?: string;
}

const LAST_STEP = /(?:\.\w+|\[\d+\]|\['(?:[^'\\]|\\.)*'\])$/;

/** Remembers where the members of a streamed document stand, for what is found wrong in them later. */
export class FramePlaces {
  private readonly pieces = new Map<string, FramePiece>();

  add(piece: FramePiece): void {
    this.pieces.set(piece.path, piece);
  }

  /** The findings with line and column of the innermost member that their path leads into. */
  place(findings: readonly Finding[]): Finding[] {
    return findings.map((finding) => {
      const { path, line } = finding;
      if (path === undefined || line !== undefined) return finding;
      const piece = this.pieceOf(path);
      if (!piece) return finding;
      if (piece.text !== undefined && path !== piece.path)
        return placeFindings([finding], piece.text, piece.path, piece.place)[0]!;
      const { line: row, column } = (isOfName(finding.code) && piece.namePlace) || piece.place;
      return { ...finding, line: row, column };
    });
  }

  private pieceOf(path: string): FramePiece | undefined {
    for (let at = path; at !== '';) {
      const piece = this.pieces.get(at);
      if (piece) return piece;
      at = at.slice(0, -(LAST_STEP.exec(at)?.[0].length ?? at.length));
    }
    return undefined;
  }
}
