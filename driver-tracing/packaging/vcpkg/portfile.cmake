# Sources alone: a driver compiles them with the Windows Driver Kit and its own switches.
set(VCPKG_POLICY_EMPTY_INCLUDE_FOLDER enabled)
file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/wsktrace.h" DESTINATION "${CURRENT_PACKAGES_DIR}/include")
file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/wsktrace.c" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}/src")
file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/usage" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}")
# wsktrace.h begins with the licence.
file(INSTALL "${CMAKE_CURRENT_LIST_DIR}/wsktrace.h" DESTINATION "${CURRENT_PACKAGES_DIR}/share/${PORT}" RENAME copyright)
