/*
 * The answers of a field trace: by what was asked, by the driver's function, and by how many times that had asked before.
 * A script's deviation comes before them. A line a rule:
 *
 *     KIND WHAT FUNCTION TIMES ANSWER       FUNCTION "-": whoever asks; TIMES from 1
 */
#include "lab.h"
#include "table.h"

#define WORD 120

typedef struct _RULE {
    char Kind[16];
    char What[32];
    char Function[WORD];
    ULONG Times;
    char Answer[WORD];
    ULONG Asked; /* of the first rule of its group: how many times so far */
    BOOLEAN Used;
} RULE;

static RULE *Rules;
static ULONG Count;

static BOOLEAN ReadRule(FILE *File, PVOID Record)
{
    RULE *Rule = Record;

    return fscanf(File, "%15s %31s %119s %u %119s", Rule->Kind, Rule->What, Rule->Function, &Rule->Times, Rule->Answer) == 5;
}

VOID LabRulesRead(PCSTR Path)
{
    Rules = LabTableRead(Path, sizeof(*Rules), ReadRule, &Count);
}

static RULE *FirstOf(PCSTR Kind, PCSTR What, PCSTR Function)
{
    ULONG I;

    for (I = 0; I < Count; I++) {
        if (strcmp(Rules[I].Kind, Kind) == 0 && strcmp(Rules[I].What, What) == 0 &&
            strcmp(Rules[I].Function, Function) == 0) {
            return &Rules[I];
        }
    }
    return NULL;
}

/* A driver may hand its caller's place to the trace: then the function that the rules name is further out. */
static RULE *GroupOf(PCSTR Kind, PCSTR What)
{
    LAB_STACK Stack = LabStack();
    RULE *First = FirstOf(Kind, What, "-");
    ULONG I;

    for (I = 0; I < LAB_FRAMES && First == NULL && Stack.Sites[I] != 0; I++) {
        First = FirstOf(Kind, What, LabSiteFunction(Stack.Sites[I]));
    }
    return First;
}

PCSTR LabRuleFor(PCSTR Kind, PCSTR What)
{
    RULE *First = Count != 0 ? GroupOf(Kind, What) : NULL;
    RULE *Rule;

    if (First == NULL) {
        return NULL;
    }
    First->Asked++;
    for (Rule = First; Rule < Rules + Count; Rule++) {
        if (Rule->Times == First->Asked && strcmp(Rule->Kind, First->Kind) == 0 &&
            strcmp(Rule->What, First->What) == 0 && strcmp(Rule->Function, First->Function) == 0) {
            Rule->Used = TRUE;
            return Rule->Answer;
        }
    }
    return NULL;
}

VOID LabRulesCheck(VOID)
{
    ULONG I;

    for (I = 0; I < Count; I++) {
        if (!Rules[I].Used) {
            LabRecord("U %s %s %s %u %s\n", Rules[I].Kind, Rules[I].What, Rules[I].Function, Rules[I].Times,
                      Rules[I].Answer);
        }
    }
}
