/* Points: each is asked for once, in the order of the run, and a script may name some of them by number. */
#include "lab.h"

#include <stdlib.h>

static PCSTR Rest = "";
static LAB_LISTED Listed;
static ULONG Number;

VOID LabScript(PCSTR Script, LAB_LISTED WhatIsListed)
{
    Rest = Script;
    Listed = WhatIsListed;
    Number = 0;
}

static VOID Tell(PCSTR Kind, PCSTR What, ULONG Socket, PVOID Irp, const PCSTR *Answers)
{
    ULONG I;

    LabRecord("P %u %s %s %u %lx ", Number, Kind, What, Socket, (ULONG_PTR)Irp & 0xffffffffff);
    LabRecordStack(LabStack());
    for (I = 0; Answers[I] != NULL; I++) {
        LabRecord("%s%s", I == 0 ? "" : "|", Answers[I]);
    }
    LabRecord("\n");
}

/* What the script's next deviation, which is this point's, says. Takes it off the script. */
static PCSTR Take(PCSTR Chosen, const PCSTR *Answers)
{
    SIZE_T Length = strcspn(Chosen, ";");
    ULONG I;

    Rest = Chosen[Length] == ';' ? Chosen + Length + 1 : Chosen + Length;
    for (I = 0; Answers[I] != NULL; I++) {
        if (strlen(Answers[I]) == Length && strncmp(Answers[I], Chosen, Length) == 0) {
            LabRecord("D %u %s\n", Number, Answers[I]);
            return Answers[I];
        }
    }
    LabRecord("S the script's answer \"%.*s\" is none of point %u's\n", (int)Length, Chosen, Number);
    return Answers[0];
}

PCSTR LabAskAnswer(PCSTR Kind, PCSTR What, ULONG Socket, PVOID Irp, const PCSTR *Answers)
{
    PCSTR Rule = LabRuleFor(Kind, What);
    char *End;

    Number++;
    if (Listed == LabListsAll || (Listed == LabListsAnswers && strcmp(Kind, "schedule") != 0)) {
        Tell(Kind, What, Socket, Irp, Answers);
    }
    if (*Rest != 0 && strtoul(Rest, &End, 10) == Number && *End == ':') {
        return Take(End + 1, Answers);
    }
    return Rule != NULL ? Rule : Answers[0];
}

ULONG LabAsk(PCSTR Kind, PCSTR What, ULONG Socket, PVOID Irp, const PCSTR *Answers)
{
    PCSTR Answer = LabAskAnswer(Kind, What, Socket, Irp, Answers);
    ULONG I;

    for (I = 0; Answers[I] != NULL; I++) {
        if (strcmp(Answers[I], Answer) == 0) {
            return I;
        }
    }
    return 0;
}

VOID LabScriptCheck(VOID)
{
    LabRulesCheck();
    if (*Rest != 0) {
        LabRecord("S the run ended before the script's \"%s\"\n", Rest);
    }
}
