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

  /** The findings with line and column of the innermost member that their path leads into. Each member's text is read once. */
  place(findings: readonly Finding[]): Finding[] {
    const placed = [...findings];
    const inside = new Map<FramePiece, number[]>();
    findings.forEach((finding, index) => {
      const { path, line } = finding;
      const piece = path === undefined || line !== undefined ? undefined : this.pieceOf(path);
      if (!piece) return;
      if (piece.text !== undefined && path !== piece.path) {
        inside.set(piece, [...(inside.get(piece) ?? []), index]);
        return;
      }
      const { line: row, column } = (isOfName(finding.code) && piece.namePlace) || piece.place;
      placed[index] = { ...finding, line: row, column };
    });
    for (const [{ text = '', path, place }, indices] of inside)
      placeFindings(
        indices.map((index) => findings[index]!),
        text,
        path,
        place,
      ).forEach((finding, at) => (placed[indices[at]!] = finding));
    return placed;
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
