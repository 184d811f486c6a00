#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

/// How often this process has asked for memory so far.
unsigned long allocation_count(void);

#endif
