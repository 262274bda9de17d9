/* The one that stands in for the WDK's. */
#include "../compat/TraceLoggingProvider.h"
