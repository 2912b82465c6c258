import { Inject, Injectable } from '@nestjs/common';
import { ReadingRules } from '@maillon/epcis';
import { Actor, Finding } from '@maillon/kernel';
import { Audience } from '@maillon/sharing';
import { CaptureAnswer, CaptureEvents } from '../capture/capture-events.js';
import { nothingRight } from './messages.js';
import { documentFaults, readText, rightEvents } from './read-text.js';

/** Records the right events of a document with its master data, and says of each other one why it was left. */
@Injectable()
export class CaptureRight {
  constructor(@Inject(CaptureEvents) private readonly capture: CaptureEvents) {}

  async run(actor: Actor, source: string, audience: Audience, rules?: ReadingRules): Promise<CaptureAnswer> {
    const read = readText(source, rules);
    const faults = documentFaults(read);
    if (faults.length) return { findings: faults };
    const { masterData } = read;
    let left = rightEvents(read);
    let refused: readonly Finding[] = read.findings;
    if (!left.length && masterData.length)
      return this.capture.records(actor, [], audience, refused, masterData);
    while (left.length) {
      const places = left;
      const records = places.map((index) => ({ event: read.events[index]! }));
      const answer = await this.capture.records(actor, records, audience, refused, masterData);
      if (!('findings' in answer)) return answer;
      // what the record itself refuses (an id that stands for something else) is left as well
      const found = answer.findings.map((finding) => placed(finding, places));
      const faulty = new Set(found.map(({ eventIndex }) => eventIndex));
      left = places.filter((index) => !faulty.has(index));
      if (left.length === places.length) return { findings: found };
      refused = [...refused, ...found];
    }
    return { findings: [nothingRight(), ...refused] };
  }
}

const placed = (finding: Finding, places: readonly number[]): Finding =>
  finding.eventIndex === undefined ? finding : { ...finding, eventIndex: places[finding.eventIndex] };
