#!/usr/bin/env bash
# windows-sys 0.61.2 (crates.io), Win32::Foundation.
#
# Behaviour: the module that defines the type NTSTATUS, and has 3017 constants of it, lacks the thirteen that a failed logon
# gives. STATUS_LOGON_FAILURE, STATUS_WRONG_PASSWORD, STATUS_ACCOUNT_LOCKED_OUT and the others stand in
# Win32::Security::Credentials. The NDIS_STATUS codes are in no module at all, though the two modules named Ndis have all of
# the OIDs that are answered with them.
#
# A good guess that fails: all of ntstatus.h is in Foundation, so that a table of status names can be made of that one
# module. The statuses of failed logons then have no name.
#
# Seen: "3017 NTSTATUS in Foundation, 13 in Security::Credentials alone; 0 NDIS_STATUS codes beside 745 OIDs"
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > Cargo.toml <<'TOML'
[package]
name = "finding"
version = "0.1.0"
edition = "2021"
[lib]
path = "lib.rs"
[dependencies]
windows-sys = "=0.61.2"
TOML
touch lib.rs
cargo vendor --quiet vendor > /dev/null 2>&1
modules=vendor/windows-sys/src/Windows

# The constants of a type in some modules, by name and number.
constants() { grep -rhoE "^pub const \w+: ([A-Za-z0-9_]+::)*$1 = [0-9A-Fa-fx]+" "${@:2}" | sed -E 's/pub const (\w+):.* = /\1 /' | sort; }

constants NTSTATUS "$modules/Win32/Foundation" > foundation
constants NTSTATUS "$modules/Win32/Security/Credentials" > credentials
constants u32 "$modules"/*/NetworkManagement/Ndis > ndis

statuses=$(wc -l < foundation)
alone=$(comm -13 foundation credentials | wc -l)
codes=$(grep -E '^NDIS_STATUS_' ndis | grep -vc '_INDICATION_' || true)
oids=$(grep -E '^OID_' ndis | cut -d' ' -f2 | sort -u | wc -l)

summary="$statuses NTSTATUS in Foundation, $alone in Security::Credentials alone; $codes NDIS_STATUS codes beside $oids OIDs"
echo "$summary"
[ "$summary" = '3017 NTSTATUS in Foundation, 13 in Security::Credentials alone; 0 NDIS_STATUS codes beside 745 OIDs' ]
