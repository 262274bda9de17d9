#include "sample.h"

const PCWSTR FaultNames[FaultCount] = {
    [FaultNone] = L"none",
    [FaultLeakIrp] = L"leak-irp",
    [FaultLeakSocket] = L"leak-socket",
    [FaultSkipClose] = L"skip-close",
    [FaultFreeWhilePending] = L"free-while-pending",
    [FaultReuseWhilePending] = L"reuse-while-pending",
    [FaultDoubleFree] = L"double-free",
    [FaultUseAfterClose] = L"use-after-close",
    [FaultRoutineResult] = L"routine-result",
    [FaultNeverRelease] = L"never-release",
    [FaultKeepIndication] = L"keep-indication",
    [FaultIgnoreForcedClose] = L"ignore-forced-close",
};
