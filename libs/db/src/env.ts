/** The PostgreSQL server that `npm test` started. Throws one sentence when there is none. */
export function testServer(): { url: string; template: string; rolePassword: string } {
  const {
    MAILLON_TEST_DATABASE: url,
    MAILLON_TEST_TEMPLATE: template,
    MAILLON_TEST_PASSWORD: rolePassword,
  } = process.env;
  if (url && template && rolePassword) return { url, template, rolePassword };
  throw new Error('No test server is announced: run these tests through `npm test -- <path of the test>`.');
}
