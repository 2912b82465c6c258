import type { FastifyReply } from 'fastify';
import { CBV_VERSION, EPCIS_VERSION } from './versions.js';

/** Our own numbering, by no standard. */
export const VENDOR_VERSION = 'maillon-0.1.0';

/** Answers OPTIONS: what can be done here, and by which versions and formats (OpenAPI, 204DefaultDiscoveryResponse). */
export function discover(
  reply: FastifyReply,
  methods: readonly string[],
  more: Readonly<Record<string, string>> = {},
): void {
  void reply
    .status(204)
    .headers({
      allow: ['OPTIONS', ...methods].join(', '),
      'GS1-EPCIS-Version': EPCIS_VERSION,
      'GS1-EPCIS-Min': EPCIS_VERSION,
      'GS1-EPCIS-Max': EPCIS_VERSION,
      'GS1-CBV-Version': CBV_VERSION,
      'GS1-CBV-Min': CBV_VERSION,
      'GS1-CBV-Max': CBV_VERSION,
      'GS1-EPC-Format': 'No_Preference',
      'GS1-CBV-XML-Format': 'No_Preference',
      'GS1-Vendor-Version': VENDOR_VERSION,
      ...more,
    })
    .send();
}
