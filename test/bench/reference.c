/*
 * The least work that a report can be: the same merge by time and the same pairing of calls and IRPs as wsktrace, in
 * C, for uncompressed traces of the synthesiser alone. It checks nothing and believes every number in the file.
 *
 *     cc -O2 -o reference reference.c && ./reference trace.etl
 *
 * Prints the events, the calls, the completions, the sum of their latencies in ticks, and the IRPs never freed.
 */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HEADER = 0x48, EVENT_HEADER = 80, EVENT_HEADER64 = 19, SCHEMA_ITEM = 11 };

static uint16_t u16(const uint8_t *at) { uint16_t v; memcpy(&v, at, 2); return v; }
static uint32_t u32(const uint8_t *at) { uint32_t v; memcpy(&v, at, 4); return v; }
static uint64_t u64(const uint8_t *at) { uint64_t v; memcpy(&v, at, 8); return v; }

/* One processor: its buffers' numbers in file order, and the buffer that is open. */
struct stream {
    uint32_t *buffers;
    uint32_t count, room, next;
    uint8_t *bytes;
    uint32_t at, fill;
    uint64_t ticks;
};

static int file;
static uint32_t buffer_size;

/* Stands on the next event; 0 where there is none. */
static int step(struct stream *s)
{
    for (;;) {
        if (s->at + 8 <= s->fill) {
            const uint8_t *event = s->bytes + s->at;
            if (event[3] == 0xc0) {
                s->ticks = u64(event + 16);
                return 1;
            }
            s->at = s->fill;
        }
        if (s->next == s->count) return 0;
        off_t offset = (off_t)s->buffers[s->next++] * buffer_size;
        if (pread(file, s->bytes, buffer_size, offset) < HEADER) return 0;
        s->fill = u32(s->bytes + 0x30);
        s->at = HEADER;
    }
}

static uint32_t event_size(const uint8_t *event)
{
    return event[2] == EVENT_HEADER64 ? u16(event) : u16(event + 4);
}

/* A map from ids to times, with open addressing; 0 is no id. */
struct table {
    uint64_t *keys, *values;
    uint64_t mask, used;
};

static struct table table_of(uint64_t room)
{
    struct table t = { calloc(room, 8), calloc(room, 8), room - 1, 0 };
    return t;
}

static uint64_t slot_of(const struct table *t, uint64_t key)
{
    uint64_t at = (key * 0x9e3779b97f4a7c15u) >> 20 & t->mask;
    while (t->keys[at] != 0 && t->keys[at] != key) at = (at + 1) & t->mask;
    return at;
}

static void put(struct table *t, uint64_t key, uint64_t value)
{
    if (2 * t->used > t->mask) {
        struct table larger = table_of(2 * (t->mask + 1));
        for (uint64_t i = 0; i <= t->mask; i++)
            if (t->keys[i] != 0) put(&larger, t->keys[i], t->values[i]);
        free(t->keys);
        free(t->values);
        *t = larger;
    }
    uint64_t at = slot_of(t, key);
    t->used += t->keys[at] == 0;
    t->keys[at] = key;
    t->values[at] = value;
}

/* Removes a key and closes the gap; returns its value, or 0. */
static uint64_t take(struct table *t, uint64_t key)
{
    uint64_t gap = slot_of(t, key);
    uint64_t value = t->keys[gap] == 0 ? 0 : t->values[gap];
    if (t->keys[gap] == 0) return 0;
    t->used--;
    for (uint64_t at = (gap + 1) & t->mask; t->keys[at] != 0; at = (at + 1) & t->mask) {
        uint64_t home = (t->keys[at] * 0x9e3779b97f4a7c15u) >> 20 & t->mask;
        if (((at - home) & t->mask) >= ((at - gap) & t->mask)) {
            t->keys[gap] = t->keys[at];
            t->values[gap] = t->values[at];
            gap = at;
        }
    }
    t->keys[gap] = 0;
    return value;
}

static uint64_t events, calls, completions, latency;
static struct table open_calls, open_irps;

static void pair(const uint8_t *event, uint64_t ticks)
{
    const uint8_t *item = event + EVENT_HEADER;
    const char *name = "";
    int more = u16(event + 4) & 1;
    while (more) {
        /* Behind the metadata's size and its one byte of tags. */
        if (u16(item + 2) == SCHEMA_ITEM) name = (const char *)item + 8 + 3;
        more = u16(item + 4) & 1;
        item += u16(item);
    }
    if (strcmp(name, "WskCallIssued") == 0) {
        calls++;
        put(&open_calls, u64(item), ticks + 1);
    } else if (strcmp(name, "IrpCompleted") == 0) {
        uint64_t since = take(&open_calls, u64(item));
        if (since != 0) {
            completions++;
            latency += ticks + 1 - since;
        }
    } else if (strcmp(name, "IrpAllocated") == 0) {
        put(&open_irps, u64(item + 8), ticks + 1);
    } else if (strcmp(name, "IrpFreed") == 0) {
        take(&open_irps, u64(item + 8));
    }
}

int main(int argc, char **argv)
{
    struct stat status;
    uint8_t head[HEADER];
    if (argc != 2 || (file = open(argv[1], O_RDONLY)) < 0 || fstat(file, &status) != 0 ||
        pread(file, head, HEADER, 0) != HEADER) {
        fprintf(stderr, "usage: reference trace.etl\n");
        return 2;
    }
    buffer_size = u32(head);
    struct stream *streams = calloc(65536, sizeof *streams);
    struct stream *open[65536];
    uint32_t live = 0;
    for (off_t at = 0; at + buffer_size <= status.st_size; at += buffer_size) {
        if (pread(file, head, HEADER, at) != HEADER) break;
        struct stream *s = &streams[u16(head + 0x28)];
        if (s->count == s->room) {
            s->room = s->room == 0 ? 64 : 2 * s->room;
            s->buffers = realloc(s->buffers, s->room * sizeof *s->buffers);
        }
        s->buffers[s->count++] = (uint32_t)(at / buffer_size);
    }
    open_calls = table_of(1024);
    open_irps = table_of(1024);
    for (uint32_t i = 0; i < 65536; i++) {
        if (streams[i].count == 0) continue;
        streams[i].bytes = malloc(buffer_size);
        if (step(&streams[i])) open[live++] = &streams[i];
    }
    while (live > 0) {
        uint32_t first = 0;
        for (uint32_t i = 1; i < live; i++)
            if (open[i]->ticks < open[first]->ticks) first = i;
        struct stream *s = open[first];
        const uint8_t *event = s->bytes + s->at;
        events++;
        if (event[2] == EVENT_HEADER64) pair(event, s->ticks);
        s->at += (event_size(event) + 7) & ~7u;
        if (!step(s)) open[first] = open[--live];
    }
    printf("%llu events, %llu calls, %llu completions, %llu ticks, %llu irps left\n", (unsigned long long)events,
           (unsigned long long)calls, (unsigned long long)completions, (unsigned long long)latency,
           (unsigned long long)open_irps.used);
    return 0;
}
