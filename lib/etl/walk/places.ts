/**
 * Where things stand in the memory that the compiled walk (./assembly) shares with the reader, in bytes, and what the walk
 * answers. Both compile this file: plain constants only.
 */

/** By header type, 4 bytes each: the header's length, where the event's size stands, where its time, the pointer size. */
export const LAYOUTS_AT = 0;
export const LAYOUT_BYTES = 4;
export const LAYOUT_LENGTH = 0;
export const LAYOUT_SIZE_AT = 1;
export const LAYOUT_TIME_AT = 2;

/** Number of the stream that asks for something. */
export const ASKING_AT = 1024;

/** Number of the stream with the latest event, whether it was given or passed over; -1 before the first. */
export const LATEST_AT = 1028;

/** Of the events that the walk counted itself: the times of the first and the last, and how many there are by header type. */
export const FIRST_TICKS_AT = 1032;
export const LAST_TICKS_AT = 1040;
export const TYPE_COUNTS_AT = 1048;

/** The first form of each bucket, 4 bytes each, and how many each holds, a byte each. */
export const BUCKETS = 256;
export const BUCKETS_AT = 2048;
export const BUCKET_COUNTS_AT = 3072;

export const STREAMS_AT = 4096;
export const STREAM_BYTES = 64;
/** Where the stream's open buffer lies in the memory; the next event's place in it; where its event bytes end. */
export const STREAM_BASE = 0;
export const STREAM_AT = 4;
export const STREAM_FILL = 8;
/** The event that it stands on: where it begins and ends in the buffer, its header's type, its form, or 0. */
export const STREAM_START = 12;
export const STREAM_END = 16;
export const STREAM_TYPE = 20;
export const STREAM_FORM = 24;
export const STREAM_NUMBER = 28;
/** Its time, in ticks since the trace's start; that of the event before; by how much the processor's clock is ahead. */
export const STREAM_TICKS = 32;
export const STREAM_LATEST = 40;
export const STREAM_AHEAD = 48;

/**
 * A form: the next one of its bucket, its number, where the payload begins, how many runs are compared, the provider's GUID. Of
 * the kernel's events, which have none, in its place the first word and what stands at KERNEL_KIND_AT.
 */
export const FORM_NEXT = 0;
export const FORM_NUMBER = 4;
export const FORM_PAYLOAD = 8;
export const FORM_RUNS = 12;
export const FORM_GUID = 16;
/** What is done with its events, how many were counted, and where the values of their fields go, or 0. */
export const FORM_USE = 32;
export const FORM_COUNT = 36;
export const FORM_FIELDS = 40;
/** The header's type. */
export const FORM_TYPE = 44;
/** Behind that its runs: from where in the event, and how many bytes, 4 bytes each. Behind these the bytes themselves. */
export const FORM_HEAD_BYTES = 48;
export const RUN_BYTES = 8;

/** Events are given alone; counted and given; counted and passed over. */
export const GIVEN = 0;
export const COUNTED = 1;
export const PASSED_OVER = 2;
/** After so many events that were passed over one is given all the same, so that who waits sees how far the walk is. */
export const MOST_PASSED_OVER = 65_536;

/**
 * Values of the fields of an event: how many numbers the steps have that take them, and at which of these the walk stopped, or
 * -1. Behind that by slot the low and the high halves of integers, and where texts and binaries begin and end in the buffer.
 * Behind these the steps.
 */
export const FIELDS_STEPS = 0;
export const FIELDS_STOPPED = 4;
export const FIELDS_LOWS = 8;
export const FIELD_SLOTS = 40;
export const FIELDS_HIGHS = 168;
export const FIELDS_STARTS = 328;
export const FIELDS_ENDS = 488;
export const FIELDS_HEAD_BYTES = 648;

/** Numbers of a step: what it does, how many bytes it steps over then, the slot, and the field, which only its maker reads. */
export const STEP_NUMBERS = 4;
export const MOST_STEP_NUMBERS = 1024;
/** What a step does: takes an integer of so many bytes, or one of these. */
export const STEP_SKIP = 0;
export const WIDEST_INTEGER = 8;
/** Notes where a text lies that ends with a NUL, and steps over it. */
export const STEP_TEXT = 16;
/** Notes where a text of 2 or 1 bytes a character lies, or what begins with its length in 2 bytes; steps over nothing. */
export const STEP_MARK_UTF16 = 17;
export const STEP_MARK_ANSI = 18;
export const STEP_MARK_COUNTED = 19;
/** The reader has to find where the next field begins. */
export const STEP_LOCATE = 20;
/** Where a text begins that the payload does not hold. */
export const MISSING = -1;

/** Answers of a step that is not the number of a stream with the next event. */
export const NO_EVENT = -1;
/** The stream's buffer is used up: its next one is wanted, or its end is to be told. */
export const WANTS_BUFFER = -2;
/** What stands at the stream's place is no event: where it goes on is to be told. */
export const NO_HEADER = -3;
/** The event's time goes back, or far ahead: the one to go by is to be told. */
export const ODD_TIME = -4;
/** A WPP message: its time is to be told. */
export const MESSAGE = -5;

/** Byte 3 of an event: both high bits set for the typed headers, exactly 0x90 for a WPP message. */
export const MARKER_TYPED = 0xc0;
export const MARKER_MESSAGE = 0x90;
/** What all WPP messages have of a header: u16 size, u16 marker, u16 message number, u16 flags. */
export const MESSAGE_HEADER_BYTES = 8;
/** A step of time that is not looked at twice: ten seconds of the usual clock. */
export const CALM_TICKS = 1e8;

/** Of the kernel's headers: version, type and marker are the first word; opcode and group stand here. */
export const LAST_COMPACT = 4;
export const FIRST_PERFINFO = 16;
export const LAST_PERFINFO = 17;
export const KERNEL_KIND_AT = 6;

/** What of an EVENT_HEADER tells its form. */
export const EVENT_HEADER32 = 18;
export const EVENT_HEADER64 = 19;
export const FLAGS_AT = 4;
/** Extended items stand between header and payload. */
export const FLAG_EXTENDED_INFO = 1;
export const GUID_AT = 24;
export const ITEMS_AT = 80;
/** The least that an item with metadata takes: its header and as much again. */
export const LEAST_ITEM = 16;
