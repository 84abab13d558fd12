// The statements of this folder's .sql files by name ("-- name: head"). Embedded at build time; any thread.
#pragma once
#include <string_view>

namespace anxin {

// The text from the line after "-- name: NAME" to the next name. A name that is not there is a programmer's
// mistake (assert).
[[nodiscard]] std::string_view sql(std::string_view name);
// A whole file, empty when it is not there.
[[nodiscard]] std::string_view sql_file(std::string_view name);

}  // namespace anxin
