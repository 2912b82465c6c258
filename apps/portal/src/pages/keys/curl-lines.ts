const KEY = `-H "Authorization: Bearer $CLE"`;

/** Lines that run as they are in a shell that has the key in `CLE`; the document is a file beside. */
export const CURL_LINES = [
  { name: 'discover', line: (base: string) => `curl -si -X OPTIONS ${base}/epcis/capture ${KEY}` },
  {
    name: 'capture',
    line: (base: string) =>
      `curl -si ${base}/epcis/capture ${KEY} -H "Content-Type: application/json" --data-binary @document.json`,
  },
  { name: 'follow', line: (base: string) => `curl -s "${base}/epcis/capture?perPage=1" ${KEY}` },
  {
    name: 'events',
    line: (base: string) => `curl -s "${base}/epcis/events?EQ_bizStep=shipping&perPage=10" ${KEY}`,
  },
  {
    name: 'graphql',
    line: (base: string) =>
      `curl -s ${base}/graphql ${KEY} -H "Content-Type: application/json" -d '{"query":"{ overview { events } }"}'`,
  },
] as const;
