/*
 * svcrun: loads a driver as a service, keeps it loaded until it is told to stop, and unloads it.
 *
 *     svcrun.exe SERVICE IMAGE STOPFILE [NAME=VALUE ...]
 *
 * The NAME=VALUE pairs go to the service's Parameters key, those with the name sink:NAME to the sink's key
 * (a number becomes a REG_DWORD, anything else a REG_SZ). "running" on stdout says that the driver's DriverEntry
 * returned success. The driver is stopped when STOPFILE exists, or after a minute: nothing that this starts can
 * outlive its run. Wine ends a driver when no user process is left, so this one stays.
 *
 * Exit codes: 0 unloaded; 1 could not be created or started; 3 did not stop in time.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

#define SINK_KEY "Software\\wsktrace\\Sink"
#define SINK_PREFIX "sink:"
#define POLL_MS 20
#define RUN_LIMIT_MS 60000
#define STOP_LIMIT_MS 20000 /* of a machine that does much else */

static void SetValue(HKEY key, const char *name, const char *value)
{
    char *end;
    DWORD number = strtoul(value, &end, 0);

    if (*value != '\0' && *end == '\0') {
        RegSetValueExA(key, name, 0, REG_DWORD, (const BYTE *)&number, sizeof(number));
    } else {
        RegSetValueExA(key, name, 0, REG_SZ, (const BYTE *)value, (DWORD)strlen(value) + 1);
    }
}

static void SetParameters(const char *service, int count, char **pairs)
{
    char path[512];
    HKEY driver = NULL;
    HKEY sink = NULL;

    snprintf(path, sizeof(path), "System\\CurrentControlSet\\Services\\%s\\Parameters", service);
    RegCreateKeyExA(HKEY_LOCAL_MACHINE, path, 0, NULL, 0, KEY_ALL_ACCESS, NULL, &driver, NULL);
    RegDeleteKeyA(HKEY_LOCAL_MACHINE, SINK_KEY);
    RegCreateKeyExA(HKEY_LOCAL_MACHINE, SINK_KEY, 0, NULL, 0, KEY_ALL_ACCESS, NULL, &sink, NULL);
    for (int i = 0; i < count; i++) {
        char *value = strchr(pairs[i], '=');

        if (value == NULL) {
            continue;
        }
        *value++ = '\0';
        if (strncmp(pairs[i], SINK_PREFIX, strlen(SINK_PREFIX)) == 0) {
            SetValue(sink, pairs[i] + strlen(SINK_PREFIX), value);
        } else {
            SetValue(driver, pairs[i], value);
        }
    }
    RegCloseKey(driver);
    RegCloseKey(sink);
}

/* A run that was cut off leaves its service and its parameters behind. */
static void RemoveService(SC_HANDLE manager, const char *service)
{
    char path[512];
    SC_HANDLE old = OpenServiceA(manager, service, SERVICE_ALL_ACCESS);

    if (old != NULL) {
        DeleteService(old);
        CloseServiceHandle(old);
    }
    snprintf(path, sizeof(path), "System\\CurrentControlSet\\Services\\%s\\Parameters", service);
    RegDeleteKeyA(HKEY_LOCAL_MACHINE, path);
}

static BOOL StopService(SC_HANDLE handle)
{
    SERVICE_STATUS status = {0};
    DWORD waited = 0;

    if (!ControlService(handle, SERVICE_CONTROL_STOP, &status)) {
        printf("stop: error %lu\n", GetLastError());
        return FALSE;
    }
    while (QueryServiceStatus(handle, &status) && status.dwCurrentState != SERVICE_STOPPED) {
        if (waited >= STOP_LIMIT_MS) {
            printf("stop: still in state %lu\n", status.dwCurrentState);
            return FALSE;
        }
        Sleep(POLL_MS);
        waited += POLL_MS;
    }
    printf("stopped\n");
    return TRUE;
}

int main(int argc, char **argv)
{
    SC_HANDLE manager;
    SC_HANDLE handle;
    DWORD waited = 0;
    int code = 0;

    if (argc < 4) {
        fprintf(stderr, "usage: svcrun SERVICE IMAGE STOPFILE [NAME=VALUE ...]\n");
        return 1;
    }
    setvbuf(stdout, NULL, _IONBF, 0);

    manager = OpenSCManagerA(NULL, NULL, SC_MANAGER_ALL_ACCESS);
    RemoveService(manager, argv[1]);
    handle = CreateServiceA(manager, argv[1], argv[1], SERVICE_ALL_ACCESS, SERVICE_KERNEL_DRIVER,
        SERVICE_DEMAND_START, SERVICE_ERROR_NORMAL, argv[2], NULL, NULL, NULL, NULL, NULL);
    if (handle == NULL) {
        printf("create: error %lu\n", GetLastError());
        return 1;
    }
    SetParameters(argv[1], argc - 4, argv + 4);

    if (!StartServiceA(handle, 0, NULL)) {
        printf("start: error %lu\n", GetLastError());
        code = 1;
    } else {
        printf("running\n");
        while (GetFileAttributesA(argv[3]) == INVALID_FILE_ATTRIBUTES && waited < RUN_LIMIT_MS) {
            Sleep(POLL_MS);
            waited += POLL_MS;
        }
        code = StopService(handle) ? 0 : 3;
    }

    RemoveService(manager, argv[1]);
    CloseServiceHandle(handle);
    CloseServiceHandle(manager);
    return code;
}
