// What an expected failure is: a code from one short list and a sentence the operator can act on, in both
// languages. Not for programmer's mistakes (assert). Becomes an exit code or a notice only in console/cli and
// console/panels.
#pragma once
#include <expected>
#include <string>
#include <utility>

namespace anxin {

enum class ErrorCode {
  Refused,   // a rule or a person says no; exit 1
  Usage,     // the words of a command are wrong; exit 2
  BadInput,  // a file or a value cannot be used; exit 3
  NotFound,  // the thing named is not there; exit 1
  Store,     // the store is missing, foreign, newer, damaged, busy, full or read-only; exit 4
  Stale,     // the world moved on since the wish was formed; exit 1
  Internal,  // our own fault; exit 70
};

struct Error {
  ErrorCode code = ErrorCode::Internal;
  std::string zh;  // one sentence, ends with 。
  std::string en;  // the same sentence in English, ends with a full stop
};

template <class T>
using Result = std::expected<T, Error>;
using Status = std::expected<void, Error>;

[[nodiscard]] inline std::unexpected<Error> fail(ErrorCode code, std::string zh, std::string en) {
  return std::unexpected(Error{code, std::move(zh), std::move(en)});
}

}  // namespace anxin
