// The one canonical form of rows and changes: the bytes that the journal's digests are taken over. Changing
// anything here breaks every store; test vectors stand in tests/store/canonical_test.cpp.
//
// Rows, in this order: enterprises by uscc, projects by id, months by (project id, month, valid_from),
// safeguards by (of_enterprise, subject, safeguard, valid_from), complaints, orders by id, blacklist by
// (uscc, listed), incidents, feeds by id, arrivals by (feed, arrived_at), project feeds by (project, feed,
// valid_from); comparison by bytes. Each row is a letter (E P M S C O B I F A L) and its fields in the order
// of data/model/rows.hpp:
//   text      length as varint, then its UTF-8 bytes
//   integer   zigzag varint (LEB128); enumerations by number, booleans 0/1, days since 1970-01-01, months as
//             year*12+month-1, instants as seconds since 1970-01-01T00:00:00Z
//   optional  0 when absent, else 1 and the integer
//   degrees   IEEE 754 binary64, little-endian; -0 as 0
// A month's project id is written only when it differs from that of the row before: then "J" and the text
// stand before the M. A safeguard's subject likewise, with "K".
//
// A change is text: a line "anxin journal 1", then one line a field, "name length value", length in bytes.
// Only OperationsChanged has the field "changes" at its end: the JSON of data/model/operation_json.hpp.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "data/db/digest.hpp"
#include "data/model/rows.hpp"
#include "geo/error.hpp"

namespace anxin {

// Feed rows in the order above; what it has seen is one digest.
class RowDigest {
 public:
  void add(const EnterpriseRow& row);
  void add(const ProjectRow& row);
  void add(const ProjectMonthRow& row);
  void add(const SafeguardRow& row);
  void add(const ComplaintRow& row);
  void add(const OrderRow& row);
  void add(const BlacklistRow& row);
  void add(const IncidentRow& row);
  void add(const FeedRow& row);
  void add(const FeedArrivalRow& row);
  void add(const ProjectFeedRow& row);
  // Of all rows fed, hex; the object starts anew.
  [[nodiscard]] std::string finish();
  [[nodiscard]] std::size_t rows() const { return rows_; }

 private:
  void row_done();
  Sm3 hash_;
  std::string buffer_;
  std::string project_, subject_;
  bool has_project_ = false, has_subject_ = false;
  std::size_t rows_ = 0;
};

// A fact of the journal.
struct Change {
  enum class Kind { StoreCreated, BatchImported, BatchUndone, OperationsChanged };
  Kind kind = Kind::BatchImported;
  std::uint64_t revision = 0;
  Instant at{};
  std::string seat, command_id;
  std::string what;  // Origin::kind; StoreCreated: the pack
  std::string source;
  std::uint64_t rows = 0;
  std::string digest;  // of the rows, hex; StoreCreated: of the areas
  std::int64_t undoes = 0;
  std::string changes;  // OperationsChanged: the changes as JSON; `rows` is their number, `digest` empty
};

[[nodiscard]] std::string canonical(const Change& change);
// The inverse. Store error when the bytes are no change, or not the canonical ones.
[[nodiscard]] Result<Change> change_from_canonical(std::string_view bytes);
// Whether the bytes are those of an OperationsChanged, by their beginning.
[[nodiscard]] bool is_operations(std::string_view canonical_bytes);
// SM3(previous || canonical bytes).
[[nodiscard]] Digest chain(const Digest& previous, std::string_view canonical_bytes);

}  // namespace anxin
