/*
 * A scenario that is a command: a client that talks to the driver over this host's own sockets, or a server that the driver
 * connects to. Whatever the command sends goes to the driver's network in memory, and back. Built with
 *
 *     COMMAND_WORDS    the command, as C strings with commas between; {port} in a word is the port to use on this host
 *     COMMAND_FOLDER   where it runs
 *     COMMAND_PORT     the port in the driver's network
 *     COMMAND_KIND     CLIENT, DATAGRAMS (a client over UDP) or SERVER
 *     COMMAND_SECONDS  how long it may take, in real time
 *
 * The lab's time stands still while the command is at work: it moves on only where the command says nothing for QUIET_MS of
 * real time and the driver can't go on either. So a command that answers at once meets the same driver in each run.
 */
#define _GNU_SOURCE
#include "../peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define CLIENT 0
#define DATAGRAMS 1
#define SERVER 2

#define MAX_TALKS 32
#define CHUNK 16384
#define POLL_MS 2
#define QUIET_MS 250
#define START_LIMIT_MS 10000    /* of real time: until the command opens its first socket, or listens */
#define SILENCE_LIMIT_MS 120000 /* of the lab's time */
#define LONGEST_STEP_MS 10000
#define AFTER_SERVING_MS 5000   /* of the lab's time: a driver that comes back to a server does so within it */

/* A connection, or the datagrams of one sender: the command's socket, and the driver's other side. */
typedef struct _TALK {
    PEER *Peer;
    int Socket; /* of datagrams: that all share */
    struct sockaddr_in From;
    int CommandEnded; /* has said that it sends no more */
    int DriverEnded;
} TALK;

static const char *const Words[] = {COMMAND_WORDS, NULL};
static TALK Talks[MAX_TALKS];
static int TalkCount;
static int Opened; /* how many there ever were */
static PEER *Listener;
static pid_t Command;
static int Said = -1; /* what it writes */
static char Bytes[CHUNK];

/* ---- The command's process --------------------------------------------------------------------------------------- */

static void Start(int Port)
{
    static char Texts[64][4096];
    char *Arguments[65] = {NULL};
    size_t I;

    for (I = 0; I < 64 && Words[I] != NULL; I++) {
        const char *Hole = strstr(Words[I], "{port}");

        if (Hole == NULL) {
            snprintf(Texts[I], sizeof(Texts[I]), "%s", Words[I]);
        } else {
            snprintf(Texts[I], sizeof(Texts[I]), "%.*s%d%s", (int)(Hole - Words[I]), Words[I], Port, Hole + 6);
        }
        Arguments[I] = Texts[I];
    }
    Said = memfd_create("said", 0);
    Command = fork();
    if (Command == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* a run that ends in the middle takes it along */
        dup2(open("/dev/null", O_RDONLY), 0);
        dup2(Said, 1);
        dup2(Said, 2);
        if (chdir(COMMAND_FOLDER) == 0) {
            execvp(Arguments[0], Arguments);
        }
        dprintf(2, "%s: %s\n", Arguments[0], strerror(errno));
        _exit(127);
    }
}

/* Its exit code, or -1 while it runs; 128 and more for a signal. */
static int Ended(void)
{
    static int Code = -1;
    int Status;

    if (Code < 0 && waitpid(Command, &Status, WNOHANG) == Command) {
        Code = WIFEXITED(Status) ? WEXITSTATUS(Status) : 128 + WTERMSIG(Status);
    }
    return Code;
}

/* Told with the last line that it wrote, or the last one that speaks of an error. */
static void Failed(const char *What)
{
    static char Text[8192];
    char Sentence[256];
    char *Rest = Text;
    const char *Told = "";
    const char *Line;

    (void)!pread(Said, Text, sizeof(Text) - 1, 0);
    while ((Line = strsep(&Rest, "\r\n")) != NULL) {
        if (*Line != 0 && (strstr(Line, "rror") != NULL || strstr(Told, "rror") == NULL)) {
            Told = Line;
        }
    }
    snprintf(Sentence, sizeof(Sentence), "%s%s%.160s", What, *Told != 0 ? ": " : "", Told);
    PeerFailed(Sentence);
}

/* ---- This host's sockets ----------------------------------------------------------------------------------------- */

static struct sockaddr_in Here(int Port)
{
    struct sockaddr_in Address = {.sin_family = AF_INET, .sin_port = htons((unsigned short)Port)};

    Address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return Address;
}

/* A socket on a free port. */
static int Bound(int Type, int *Port)
{
    struct sockaddr_in Address = Here(0);
    socklen_t Length = sizeof(Address);
    int Socket = socket(AF_INET, Type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

    if (Socket < 0 || bind(Socket, (struct sockaddr *)&Address, sizeof(Address)) != 0 ||
        getsockname(Socket, (struct sockaddr *)&Address, &Length) != 0) {
        PeerFailed("this host has no port for the command");
        return -1;
    }
    *Port = ntohs(Address.sin_port);
    return Socket;
}

/* Its close will be a reset. */
static void Abort(int Socket)
{
    struct linger Now = {1, 0};

    setsockopt(Socket, SOL_SOCKET, SO_LINGER, &Now, sizeof(Now));
}

static void SendAll(int Socket, const char *From, size_t Count)
{
    while (Count > 0) {
        ssize_t Sent = send(Socket, From, Count, MSG_NOSIGNAL);

        if (Sent < 0 && errno == EAGAIN) {
            struct pollfd Wait = {Socket, POLLOUT, 0};

            (void)poll(&Wait, 1, START_LIMIT_MS);
            continue;
        }
        if (Sent <= 0) {
            return; /* the command does not listen any more: told when it is read from */
        }
        From += Sent;
        Count -= (size_t)Sent;
    }
}

/* ---- Conversations ----------------------------------------------------------------------------------------------- */

static TALK *Begin(PEER *Peer, int Socket)
{
    TALK *Talk = &Talks[TalkCount++];

    *Talk = (TALK){.Peer = Peer, .Socket = Socket};
    Opened++;
    return Talk;
}

static void End(TALK *Talk)
{
    PeerClose(Talk->Peer);
    if (COMMAND_KIND != DATAGRAMS) {
        close(Talk->Socket);
    }
    *Talk = Talks[--TalkCount];
}

/* The driver is called by a client of the command's. */
static void TakeClient(int Listening)
{
    int Socket = accept4(Listening, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    PEER *Peer;

    if (Socket < 0) {
        return;
    }
    Peer = TalkCount < MAX_TALKS ? PeerConnect(COMMAND_PORT) : NULL;
    if (Peer == NULL) {
        Abort(Socket);
        close(Socket);
        return;
    }
    (void)Begin(Peer, Socket);
}

/* The driver calls the command, which may not listen yet. */
static void TakeDriver(int Port)
{
    struct sockaddr_in To = Here(Port);
    PEER *Peer = PeerAccept(Listener, 0);
    int Tries;

    if (Peer == NULL) {
        return;
    }
    for (Tries = 0; Tries < START_LIMIT_MS / 10 && Ended() < 0 && TalkCount < MAX_TALKS; Tries++) {
        int Socket = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

        if (connect(Socket, (struct sockaddr *)&To, sizeof(To)) == 0) {
            fcntl(Socket, F_SETFL, O_NONBLOCK);
            (void)Begin(Peer, Socket);
            return;
        }
        close(Socket);
        usleep(10000);
    }
    PeerReset(Peer);
    PeerClose(Peer);
}

static void TakeDatagram(int Socket)
{
    struct sockaddr_in From;
    socklen_t Length = sizeof(From);
    ssize_t Count = recvfrom(Socket, Bytes, sizeof(Bytes), 0, (struct sockaddr *)&From, &Length);
    TALK *Talk = NULL;
    int I;

    if (Count < 0) {
        return;
    }
    for (I = 0; I < TalkCount; I++) {
        if (Talks[I].From.sin_port == From.sin_port && Talks[I].From.sin_addr.s_addr == From.sin_addr.s_addr) {
            Talk = &Talks[I];
        }
    }
    if (Talk == NULL && TalkCount < MAX_TALKS) {
        Talk = Begin(PeerDatagrams(), Socket);
        Talk->From = From;
    }
    if (Talk != NULL) {
        PeerSendTo(Talk->Peer, COMMAND_PORT, Bytes, (size_t)Count);
    }
}

/* From the command to the driver. */
static void FromCommand(TALK *Talk)
{
    ssize_t Count = recv(Talk->Socket, Bytes, sizeof(Bytes), 0);

    if (Count > 0) {
        (void)PeerSend(Talk->Peer, Bytes, (size_t)Count);
    } else if (Count == 0) {
        Talk->CommandEnded = 1;
        PeerShutdown(Talk->Peer);
    } else if (errno != EAGAIN) {
        Talk->CommandEnded = Talk->DriverEnded = 1;
        PeerReset(Talk->Peer);
    }
}

/* From the driver to the command, after this many milliseconds of the lab's at the most. TRUE: something. */
static int FromDriver(TALK *Talk, unsigned Milliseconds)
{
    size_t Count;

    if (COMMAND_KIND == DATAGRAMS) {
        Count = PeerReceiveFrom(Talk->Peer, Bytes, sizeof(Bytes), Milliseconds);
        if (Count > 0) {
            (void)sendto(Talk->Socket, Bytes, Count, 0, (struct sockaddr *)&Talk->From, sizeof(Talk->From));
        }
        return Count > 0;
    }
    if (Talk->DriverEnded) {
        return 0;
    }
    Count = PeerReceive(Talk->Peer, Bytes, 1, Milliseconds);
    if (Count > 0) {
        Count += PeerReceive(Talk->Peer, Bytes + 1, sizeof(Bytes) - 1, 0);
        SendAll(Talk->Socket, Bytes, Count);
        return 1;
    }
    if (PeerHasEnded(Talk->Peer)) {
        Talk->DriverEnded = 1;
        if (PeerWasReset(Talk->Peer)) {
            Talk->CommandEnded = 1;
            Abort(Talk->Socket);
        } else {
            shutdown(Talk->Socket, SHUT_WR);
        }
        return 1;
    }
    return 0;
}

/* Lets the driver go on, for this long of the lab's time where it has nothing to say. TRUE: it said something. */
static int DriverGoesOn(unsigned Milliseconds, int Port)
{
    int Moved = 0;
    int I;

    if (Listener != NULL) {
        int Before = Opened;

        TakeDriver(Port);
        Moved = Opened != Before;
    }
    if (TalkCount == 0) {
        PeerSleep(Milliseconds);
        return Moved;
    }
    for (I = TalkCount - 1; I >= 0; I--) {
        Moved |= FromDriver(&Talks[I], Moved ? 0 : Milliseconds);
        if (COMMAND_KIND != DATAGRAMS && Talks[I].CommandEnded && Talks[I].DriverEnded) {
            End(&Talks[I]);
        }
    }
    return Moved;
}

/* Waits until the command does something. TRUE: it did. */
static int CommandGoesOn(int Milliseconds, int Shared)
{
    struct pollfd Sockets[MAX_TALKS + 1];
    int Count = 0;
    int Waited;
    int I;

    for (I = 0; I < TalkCount && COMMAND_KIND != DATAGRAMS; I++) {
        Sockets[Count++] = (struct pollfd){Talks[I].CommandEnded ? -1 : Talks[I].Socket, POLLIN, 0};
    }
    Sockets[Count] = (struct pollfd){Shared, POLLIN, 0};
    for (Waited = 0; Waited <= Milliseconds; Waited += POLL_MS) {
        if (poll(Sockets, (nfds_t)Count + 1, POLL_MS) > 0) {
            for (I = 0; I < Count; I++) {
                if (Sockets[I].revents != 0) {
                    FromCommand(&Talks[I]);
                }
            }
            if (Sockets[Count].revents != 0) {
                (COMMAND_KIND == DATAGRAMS ? TakeDatagram : TakeClient)(Shared);
            }
            return 1;
        }
        if (Ended() >= 0) {
            return 0;
        }
    }
    return 0;
}

/* What is said in turns until one of the two has no more to say. */
static void Converse(int Shared, int Port)
{
    const time_t Begun = time(NULL);
    unsigned Silent = 0;
    unsigned Step = 1;

    while (Silent < SILENCE_LIMIT_MS) {
        /* A server has nothing to say of itself. */
        const int IsIdle = COMMAND_KIND == SERVER && TalkCount == 0;

        if (time(NULL) - Begun > COMMAND_SECONDS) {
            Failed("the command takes too long");
            return;
        }
        if (DriverGoesOn(Step, Port)) {
            Silent = 0;
            Step = 1;
            continue;
        }
        Silent += Step;
        if (IsIdle && Opened > 0 && Silent >= AFTER_SERVING_MS) {
            return;
        }
        if (Ended() >= 0 && (COMMAND_KIND == DATAGRAMS || TalkCount == 0)) {
            return;
        }
        if (!IsIdle && CommandGoesOn(Opened == 0 && COMMAND_KIND != SERVER ? START_LIMIT_MS : QUIET_MS, Shared)) {
            Silent = 0;
            Step = 1;
        } else {
            Step = Step * 10 < LONGEST_STEP_MS ? Step * 10 : LONGEST_STEP_MS;
        }
    }
    Failed("the command and the driver say nothing any more");
}

void Scenario(void)
{
    int Port = 0;
    int Shared = Bound(COMMAND_KIND == DATAGRAMS ? SOCK_DGRAM : SOCK_STREAM, &Port);

    if (Shared < 0) {
        return;
    }
    if (COMMAND_KIND == SERVER) {
        close(Shared); /* the port is the command's */
        Shared = -1;
        Listener = PeerListen(COMMAND_PORT);
    } else if (COMMAND_KIND == CLIENT) {
        listen(Shared, MAX_TALKS);
    }
    Start(Port);
    Converse(Shared, Port);
    if (COMMAND_KIND != SERVER && Ended() < 0) {
        usleep(QUIET_MS * 1000); /* its own end, after its last socket's */
    }
    if (Ended() > 0) {
        char What[64];

        snprintf(What, sizeof(What), "the command ended with exit code %d", Ended());
        Failed(What);
    }
    if (Ended() < 0) {
        kill(Command, SIGKILL);
        waitpid(Command, NULL, 0);
    }
}
