import { DomainError } from '@maillon/kernel';

const MINUTE = 60_000;
const DAY = 86_400_000;
const QUARTER = 15 * MINUTE;
const MARGIN = 90 * MINUTE;
const MAX_KEPT = 50_000;

export interface LocalOffset {
  readonly minutes: number;
  readonly repeated: boolean;
}

/** Offset from UTC, in minutes, of wall-clock times in one time zone, as Intl (IANA time zones) knows them. */
export class ZoneOffsets {
  private readonly formatter: Intl.DateTimeFormat;
  /** Offset of each day already seen that has one only; undefined for a day when the clocks change. */
  private readonly days = new Map<number, LocalOffset | undefined>();
  private readonly quarters = new Map<number, LocalOffset | undefined>();

  private constructor(timeZone: string) {
    this.formatter = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  }

  /** Throws BAD_INPUT (path `timeZone`) for a name that is no IANA time zone. */
  static of(timeZone: string): ZoneOffsets {
    let offsets = CACHE.get(timeZone);
    if (offsets) return offsets;
    try {
      offsets = new ZoneOffsets(timeZone);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const fr = `Le fuseau horaire « ${timeZone.slice(0, 40)} » n’existe pas. Écrivez par exemple Europe/Paris.`;
      const en = `There is no time zone “${timeZone.slice(0, 40)}”. Write for example Europe/Paris.`;
      throw new DomainError('BAD_INPUT', { fr, en }, 'timeZone');
    }
    if (CACHE.size >= 50) CACHE.clear();
    CACHE.set(timeZone, offsets);
    return offsets;
  }

  /**
   * The offset of a wall-clock time given as if it were UTC milliseconds; `repeated` in the hour that comes twice (the
   * first is taken); undefined for an hour that the clocks skipped.
   */
  ofLocal(local: number): LocalOffset | undefined {
    const day = Math.floor(local / DAY);
    let single = this.days.get(day);
    if (single === undefined && !this.days.has(day)) {
      const midnight = day * DAY - this.at(day * DAY) * MINUTE;
      const before = this.at(midnight - MARGIN);
      single = before === this.at(midnight + DAY + MARGIN) ? { minutes: before, repeated: false } : undefined;
      if (this.days.size >= MAX_KEPT) this.days.clear();
      this.days.set(day, single);
    }
    return single ?? this.ofQuarter(Math.floor(local / QUARTER));
  }

  /** On a day when the clocks change: they do so on a quarter of an hour, so one answer holds for each. */
  private ofQuarter(quarter: number): LocalOffset | undefined {
    let found = this.quarters.get(quarter);
    if (found || this.quarters.has(quarter)) return found;
    const local = quarter * QUARTER;
    const candidates = [this.at(local - DAY), this.at(local + DAY)];
    const [first, second] = candidates.filter((minutes) => this.at(local - minutes * MINUTE) === minutes);
    if (first !== undefined) found = { minutes: first, repeated: second !== undefined && second !== first };
    if (this.quarters.size >= MAX_KEPT) this.quarters.clear();
    this.quarters.set(quarter, found);
    return found;
  }

  private at(instant: number): number {
    const name = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(this.formatter.format(instant));
    const minutes = Number(name?.[2] ?? 0) * 60 + Number(name?.[3] ?? 0);
    return name?.[1] === '-' ? -minutes : minutes;
  }
}

const CACHE = new Map<string, ZoneOffsets>();

/** "+02:00": hours and minutes, as EPCIS 2.0 writes eventTimeZoneOffset (section 7.4.1). */
export function writeOffset(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
}
