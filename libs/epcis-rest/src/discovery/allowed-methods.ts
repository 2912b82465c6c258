/** The addresses of the EPCIS 2.0 OpenAPI behind `/epcis`, without a slash at either end, with the methods of each. */
const ADDRESSES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^$/, ['OPTIONS', 'GET']],
  [/^(?:events|capture|queries)$/, ['OPTIONS', 'GET', 'POST']],
  [/^(?:eventTypes|epcs|bizSteps|bizLocations|readPoints|dispositions)(?:\/.+)?$/, ['OPTIONS', 'GET']],
  [/^events\/.+$/, ['OPTIONS', 'GET']],
  [/^capture\/[^/]+$/, ['OPTIONS', 'GET']],
  [/^queries\/[^/]+$/, ['OPTIONS', 'GET', 'DELETE']],
  [/^queries\/[^/]+\/events$/, ['OPTIONS', 'GET']],
  [/^queries\/[^/]+\/subscriptions$/, ['OPTIONS', 'GET', 'POST']],
  [/^queries\/[^/]+\/subscriptions\/[^/]+$/, ['OPTIONS', 'GET', 'DELETE']],
  [/^nextPageToken\/.+$/, ['DELETE']],
];

/** What may be done at an address of the interface, whether or not anything is there; undefined for one that it does not have. */
export function allowedMethods(url: string): readonly string[] | undefined {
  const [path = ''] = url.split('?', 1);
  // ['', filière, 'epcis', ...]
  const address = path.split('/').slice(3).join('/');
  return ADDRESSES.find(([form]) => form.test(address))?.[1];
}
