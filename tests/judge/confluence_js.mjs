// Plays typical calls against a Confluence Cloud with confluence.js, which checks each answer with zod.
// `confluence_js.mjs ORIGIN EMAIL TOKEN` prints one JSON line a call: `{"call": …, "error": …}`.

import { createV1Client, createV2Client } from 'confluence.js';

const [host, email, apiToken] = process.argv.slice(2);
const options = { host, auth: { type: 'basic', email, apiToken } };
const v1 = createV1Client(options);
const v2 = createV2Client(options);

function told(error) {
  const issues = error.issues ?? error.cause?.issues;
  if (!issues) return `${error.name}: ${error.message}`;
  return issues.map(({ path, message }) => `${path.map((part) => (Number.isInteger(part) ? '[]' : part)).join('.')}: ${message}`)
    .join('; ');
}

/** Makes a call and says how it went; `expected` looks at what came. */
async function call(name, act, expected = () => true) {
  let value;
  let error;
  try {
    value = await act();
    if (!expected(value)) error = `unexpected ${JSON.stringify(value)?.slice(0, 300)}`;
  } catch (failure) {
    error = told(failure);
  }
  console.log(JSON.stringify({ call: name, ...(error && { error }) }));
  return value;
}

const storage = (value) => ({ representation: 'storage', value });

const spaces = await call('v2 space.getSpaces', () => v2.space.getSpaces({ keys: ['DOCS'] }), (got) => got.results.length === 1);
const space = spaces.results[0];
await call('v2 space.getSpaceById', () => v2.space.getSpaceById({ id: Number(space.id) }), (got) => got.key === 'DOCS');
const page = await call('v2 page.createPage', () => v2.page.createPage({
  body: { spaceId: space.id, status: 'current', title: 'Judged', body: storage('<p>One.</p>') },
}), (got) => got.title === 'Judged');
const id = Number(page.id);
await call('v2 page.getPageById', () => v2.page.getPageById({ id, bodyFormat: 'storage' }),
  (got) => got.body.storage.value === '<p>One.</p>');
await call('v2 page.updatePage', () => v2.page.updatePage({
  id,
  body: {
    id: page.id, status: 'current', title: 'Judged twice', body: storage('<p>Two.</p>'), version: { number: 2 },
  },
}), (got) => got.version.number === 2);
await call('v2 page.updatePageTitle', () => v2.page.updatePageTitle({ id, body: { status: 'current', title: 'Judged thrice' } }));
const first = await call('v2 page.getPages', () => v2.page.getPages({ spaceId: [Number(space.id)], limit: 2 }),
  (got) => got.results.length === 2);
const cursor = new URL(first._links.next, host).searchParams.get('cursor');
await call('v2 page.getPages, the next', () => v2.page.getPages({ spaceId: [Number(space.id)], limit: 2, cursor }),
  (got) => got.results.length > 0 && got.results[0].id !== first.results[0].id);
await call('v2 page.getPagesInSpace', () => v2.page.getPagesInSpace({ id: Number(space.id) }));
await call('v2 children.getPageDirectChildren', () => v2.children.getPageDirectChildren({ id: Number(space.homepageId) }),
  (got) => got.results.length > 0);
const comment = await call('v2 comment.createFooterComment', () => v2.comment.createFooterComment({
  pageId: page.id, body: storage('<p>Well.</p>'),
}));
await call('v2 comment.getFooterCommentById', () => v2.comment.getFooterCommentById({ commentId: Number(comment.id) }));
await call('v2 comment.updateFooterComment', () => v2.comment.updateFooterComment({
  commentId: Number(comment.id), body: { version: { number: 2 }, body: storage('<p>Better.</p>') },
}));
await call('v2 comment.getPageFooterComments', () => v2.comment.getPageFooterComments({ id }),
  (got) => got.results.length === 1);
await call('v1 contentLabels.addLabelsToContent', () => v1.contentLabels.addLabelsToContent({
  id: page.id, body: [{ prefix: 'global', name: 'judged' }],
}), (got) => got.results.some(({ name }) => name === 'judged'));
await call('v2 label.getPageLabels', () => v2.label.getPageLabels({ id }), (got) => got.results[0].name === 'judged');
await call('v1 contentLabels.removeLabelFromContent',
  () => v1.contentLabels.removeLabelFromContent({ id: page.id, label: 'judged' }));
await call('v1 contentAttachments.createAttachment', () => v1.contentAttachments.createAttachment({
  id: page.id, attachments: { filename: 'judged.txt', content: 'judged' },
}));
// The client leaves out `minorEdit`, so that the file is sent by hand for what comes after.
await call('v1 upload by hand', async () => {
  const form = new FormData();
  form.append('file', new Blob(['judged'], { type: 'text/plain' }), 'judged.txt');
  form.append('minorEdit', 'true');
  const headers = {
    authorization: `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`, 'x-atlassian-token': 'nocheck',
  };
  const address = `${host}/wiki/rest/api/content/${page.id}/child/attachment`;
  return (await fetch(address, { method: 'POST', body: form, headers })).status;
}, (status) => status === 200);
const files = await call('v2 attachment.getPageAttachments', () => v2.attachment.getPageAttachments({ id }),
  (got) => got.results.length === 1);
const attachment = files.results[0].id;
await call('v2 attachment.getAttachmentById', () => v2.attachment.getAttachmentById({ id: attachment }));
await call('v2 attachment.deleteAttachment', () => v2.attachment.deleteAttachment({ id: Number(attachment.replace('att', '')) }));
await call('v1 search.searchByCQL', () => v1.search.searchByCQL({ cql: 'type = page and space = DOCS', limit: 5 }),
  (got) => got.results.length > 0);
await call('v1 users.getCurrentUser', () => v1.users.getCurrentUser(), (got) => got.email === email);
await call('v1 contentRestrictions.getRestrictions', () => v1.contentRestrictions.getRestrictions({ id: page.id }));
await call('v2 contentProperties.createPageProperty', () => v2.contentProperties.createPageProperty({
  pageId: id, key: 'judged', value: { by: 'others' },
}));
await call('v2 version.getPageVersions', () => v2.version.getPageVersions({ id }), (got) => got.results.length > 1);
await call('v2 comment.deleteFooterComment', () => v2.comment.deleteFooterComment({ commentId: Number(comment.id) }));
await call('v2 page.deletePage', () => v2.page.deletePage({ id }));
await call('v2 page.getPageById, in the trash', () => v2.page.getPageById({ id }), (got) => got.status === 'trashed');
await call('v2 page.getPageById, none', async () => {
  const got = await v2.page.getPageById({ id: 1 }).catch((failure) => failure);
  return got.status ?? got.cause?.status ?? got;
}, (status) => status === 404);
