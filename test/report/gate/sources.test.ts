import { expect, test } from 'vitest';
import { createLocator } from '../../../lib/report/index.ts';

const CLIENT = `// ClientSend(x) is not here
#define CALL ClientSend(x) {
NTSTATUS ClientSend(_In_ PIRP Irp);

static void Other(void)
{
    if (ClientSend(Irp)) {
        status = ClientSend(Irp);
    }
}

_Use_decl_annotations_
NTSTATUS
ClientSend(
    PIRP Irp
    )
{
    return 0;
}
`;

const locate = createLocator([
  { path: 'src/client.c', text: CLIENT },
  { path: 'src/other.c', text: `${'\n'.repeat(40)}NTSTATUS ClientSend(PIRP Irp) {\n}\n` },
  { path: 'src/driver.cpp', text: 'NTSTATUS Driver::Connect(int x) {\n}\n' },
]);

test('a site is in the file that defines its function nearest above its line', () => {
  expect(locate({ function: 'ClientSend', line: 17 })).toEqual({
    path: 'src/client.c',
    line: 17,
    isSource: true,
  });
  expect(locate({ function: 'ClientSend', line: 42 })).toEqual({
    path: 'src/other.c',
    line: 42,
    isSource: true,
  });
  expect(locate({ function: 'Driver::Connect', line: 2 })).toMatchObject({ path: 'src/driver.cpp', line: 2 });
});

test('a site without a line is where the function begins', () => {
  expect(createLocator([{ path: 'a.c', text: CLIENT }])({ function: 'ClientSend', line: null })).toEqual({
    path: 'a.c',
    line: 14,
    isSource: true,
  });
});

test('declarations, calls and comments are no definitions, nor is a function further down', () => {
  expect(locate({ function: 'ClientSend', line: 9 })).toBeNull();
  expect(locate({ function: 'Unknown', line: 9 })).toBeNull();
  expect(locate({ function: null, line: 9 })).toBeNull();
  expect(locate({ function: 'a(b', line: 9 })).toBeNull();
});
