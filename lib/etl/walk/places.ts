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

/** Raw times in nanoseconds: ticks by the first of these doubles, and through the second. */
export const NS_FACTOR_AT = 1536;
export const NS_DIVISOR_AT = 1544;

/** Rows that the walk has written: where they begin and end, behind which end no other may begin, and how many there are. */
export const ROWS_FROM_AT = 1552;
export const ROWS_TO_AT = 1556;
export const ROWS_END_AT = 1560;
export const ROWS_COUNT_AT = 1564;

/** The first form of each bucket, 4 bytes each, and how many each holds, a byte each. */
export const BUCKETS = 256;
export const BUCKETS_AT = 2048;
export const BUCKET_COUNTS_AT = 3072;

/** The same for known texts. */
export const TEXT_BUCKETS = 512;
export const TEXT_BUCKETS_AT = 4096;
export const TEXT_COUNTS_AT = 6144;

export const STREAMS_AT = 8192;
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
export const STREAM_PROCESSOR = 56;

/**
 * A form: the next one of its bucket, its number, where the payload begins, how many runs are compared, the provider's GUID. Of
 * the kernel's events, which have none, in its place the first word and what stands at KERNEL_KIND_AT.
 */
export const FORM_NEXT = 0;
export const FORM_NUMBER = 4;
export const FORM_PAYLOAD = 8;
export const FORM_RUNS = 12;
export const FORM_GUID = 16;
/** What is done with its events, how many were counted, and the fields that rows are made of, or 0. */
export const FORM_USE = 32;
export const FORM_COUNT = 36;
export const FORM_FIELDS = 40;
/** The header's type, and of an EVENT_HEADER its flags and its property. */
export const FORM_TYPE = 44;
export const FORM_FLAGS = 48;
/** Behind that its runs: from where in the event, and how many bytes, 4 bytes each. Behind these the bytes themselves. */
export const FORM_HEAD_BYTES = 56;
export const RUN_BYTES = 8;

/** Events are given alone; counted and given; counted and passed over; counted, and given only where no row can be made of them. */
export const GIVEN = 0;
export const COUNTED = 1;
export const PASSED_OVER = 2;
export const WRITTEN = 3;
/** After so many events that were passed over one is given all the same, so that who waits sees how far the walk is. */
export const MOST_PASSED_OVER = 65_536;

/**
 * A row, which tells one event by numbers of 32 bits: the form's number, the processor, the thread, the process, the time in
 * nanoseconds as a double, the number of a known text or of bytes that follow, one that is always 0, and the values.
 */
export const ROW_FORM = 0;
export const ROW_PROCESSOR = 1;
export const ROW_THREAD = 2;
export const ROW_PROCESS = 3;
export const ROW_TIME = 4;
export const ROW_BESIDES = 6;
export const ROW_ZERO = 7;
export const ROW_HEAD_WORDS = 8;
/** With two values for each slot. */
export const MOST_ROW_WORDS = 72;

/**
 * Fields of events of one form: how many numbers the steps have that take the values, and at which of these the walk stopped, or
 * -1; the bytes of a row; by which text and which integer beside it the row's known text is found, in which group of them: the
 * text's slot or -1, the integer's place in the row. Behind that by slot where texts and binaries begin and end in the
 * buffer, and a row of the event's values. Behind these the steps.
 */
export const FIELDS_STEPS = 0;
export const FIELDS_STOPPED = 4;
export const FIELDS_ROW_BYTES = 8;
export const FIELDS_TEXT = 12;
export const FIELDS_BESIDE = 16;
export const FIELDS_GROUP = 20;
export const FIELDS_STARTS = 24;
export const FIELD_SLOTS = 40;
export const FIELDS_ENDS = 184;
export const FIELDS_ROW = 344;
export const FIELDS_HEAD_BYTES = 632;

/**
 * A known text: the next one of its bucket, its group, the integer beside it, its length, its number. Behind that its bytes.
 */
export const TEXT_NEXT = 0;
export const TEXT_GROUP = 4;
export const TEXT_BESIDE = 8;
export const TEXT_LENGTH = 12;
export const TEXT_NUMBER = 16;
export const TEXT_HEAD_BYTES = 24;

/**
 * Numbers of a step: what it does, how many bytes it steps over then, where the value goes, and the field, which only its maker
 * reads. An integer goes to a place in the row; where a text or binary lies is noted for its slot.
 */
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
/** There is no room for another row. */
export const ROWS_FULL = -6;

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

/** What of an EVENT_HEADER tells its form, and who logged it. */
export const EVENT_HEADER32 = 18;
export const EVENT_HEADER64 = 19;
export const FLAGS_AT = 4;
export const THREAD_AT = 8;
export const PROCESS_AT = 12;
/** Extended items stand between header and payload. */
export const FLAG_EXTENDED_INFO = 1;
export const GUID_AT = 24;
/** Id, version, channel, level, opcode and task: by these an event is told that has no metadata. */
export const NUMBERS_AT = 40;
export const NUMBERS_BYTES = 8;
export const ITEMS_AT = 80;
/** Types of the items that are metadata: what the event is, and who logged it. */
export const ITEM_SCHEMA = 11;
export const ITEM_TRAITS = 12;
/** The least that an item with metadata takes: its header and as much again. */
export const LEAST_ITEM = 16;
