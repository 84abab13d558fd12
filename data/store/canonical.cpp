#include "data/store/canonical.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <iterator>
#include <optional>

namespace anxin {
namespace {

constexpr std::size_t kFlush = 1 << 16;
constexpr std::string_view kHeadLine = "anxin journal 1\n";
constexpr std::string_view kKinds[] = {"StoreCreated", "BatchImported", "BatchUndone", "OperationsChanged"};

void put_unsigned(std::string& out, std::uint64_t value) {
  while (value >= 0x80) {
    out.push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out.push_back(static_cast<char>(value));
}

void put(std::string& out, std::int64_t value) {
  put_unsigned(out, (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

void put(std::string& out, std::string_view text) {
  put_unsigned(out, text.size());
  out.append(text);
}

void put_degrees(std::string& out, double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value);
  for (int shift = 0; shift < 64; shift += 8) out.push_back(static_cast<char>(bits >> shift));
}

std::int64_t number(Instant at) { return at.time_since_epoch().count(); }
std::int64_t number(Day day) { return day.time_since_epoch().count(); }
template <class T>
std::int64_t number(T value) {
  return static_cast<std::int64_t>(value);
}

template <class T>
void put_optional(std::string& out, const std::optional<T>& value) {
  out.push_back(value ? 1 : 0);
  if (value) put(out, number(*value));
}

}  // namespace

void RowDigest::row_done() {
  ++rows_;
  if (buffer_.size() < kFlush) return;
  hash_.update(buffer_);
  buffer_.clear();
}

void RowDigest::add(const EnterpriseRow& row) {
  buffer_.push_back('E');
  put(buffer_, row.uscc);
  put(buffer_, row.name);
  put(buffer_, number(row.credit));
  row_done();
}

void RowDigest::add(const ProjectRow& row) {
  buffer_.push_back('P');
  for (const std::string* text : {&row.id, &row.name, &row.supervising_unit, &row.district, &row.township}) {
    put(buffer_, *text);
  }
  put(buffer_, number(row.sector));
  put(buffer_, number(row.funding));
  put(buffer_, number(row.status));
  put(buffer_, number(row.unlicensed));
  put_degrees(buffer_, row.at.lon());
  put_degrees(buffer_, row.at.lat());
  put_optional(buffer_, row.start);
  put_optional(buffer_, row.finish);
  put_optional(buffer_, row.pay_day);
  put_optional(buffer_, row.contract_fen);
  for (const std::string* text : {&row.owner, &row.general_contractor, &row.subcontractor})
    put(buffer_, *text);
  row_done();
}

void RowDigest::add(const ProjectMonthRow& row) {
  if (!has_project_ || project_ != row.project) {
    buffer_.push_back('J');
    put(buffer_, row.project);
    project_ = row.project;
    has_project_ = true;
  }
  buffer_.push_back('M');
  put(buffer_, std::int64_t{int{row.month.year()}} * 12 + unsigned{row.month.month()} - 1);
  put(buffer_, number(row.valid_from));
  put_optional(buffer_, row.attended);
  put_optional(buffer_, row.paid_heads);
  put_optional(buffer_, row.due_fen);
  put_optional(buffer_, row.paid_fen);
  put_optional(buffer_, row.inflow_fen);
  put_optional(buffer_, row.balance_fen);
  put_optional(buffer_, row.last_payroll);
  row_done();
}

void RowDigest::add(const SafeguardRow& row) {
  if (!has_subject_ || subject_ != row.subject) {
    buffer_.push_back('K');
    put(buffer_, row.subject);
    subject_ = row.subject;
    has_subject_ = true;
  }
  buffer_.push_back('S');
  put(buffer_, number(row.of_enterprise));
  put(buffer_, number(row.safeguard));
  put(buffer_, number(row.state));
  put(buffer_, number(row.valid_from));
  put_optional(buffer_, row.amount_fen);
  row_done();
}

void RowDigest::add(const ComplaintRow& row) {
  buffer_.push_back('C');
  put(buffer_, row.id);
  put(buffer_, row.project);
  put(buffer_, number(row.received));
  put(buffer_, number(row.persons));
  put_optional(buffer_, row.claimed_fen);
  put(buffer_, number(row.channel));
  put_optional(buffer_, row.closed);
  row_done();
}

void RowDigest::add(const OrderRow& row) {
  buffer_.push_back('O');
  put(buffer_, row.id);
  put(buffer_, row.project);
  put(buffer_, number(row.issued));
  put(buffer_, number(row.due));
  put_optional(buffer_, row.closed);
  put(buffer_, row.subject);
  row_done();
}

void RowDigest::add(const BlacklistRow& row) {
  buffer_.push_back('B');
  put(buffer_, row.uscc);
  put(buffer_, number(row.listed));
  put_optional(buffer_, row.removed);
  put_optional(buffer_, row.published);
  row_done();
}

void RowDigest::add(const IncidentRow& row) {
  buffer_.push_back('I');
  put(buffer_, row.id);
  put(buffer_, row.project);
  put(buffer_, number(row.reported));
  put(buffer_, number(row.persons));
  put_optional(buffer_, row.closed);
  row_done();
}

void RowDigest::add(const FeedRow& row) {
  buffer_.push_back('F');
  for (const std::string* text : {&row.id, &row.name, &row.owner}) put(buffer_, *text);
  put(buffer_, number(row.kind));
  put(buffer_, row.stale_after_s);
  row_done();
}

void RowDigest::add(const FeedArrivalRow& row) {
  buffer_.push_back('A');
  put(buffer_, row.feed);
  put(buffer_, number(row.arrived_at));
  row_done();
}

void RowDigest::add(const ProjectFeedRow& row) {
  buffer_.push_back('L');
  put(buffer_, row.project);
  put(buffer_, row.feed);
  put(buffer_, number(row.valid_from));
  row_done();
}

std::string RowDigest::finish() {
  hash_.update(buffer_);
  buffer_.clear();
  has_project_ = has_subject_ = false;
  rows_ = 0;
  return to_hex(hash_.finish());
}

std::string canonical(const Change& change) {
  std::string out(kHeadLine);
  const auto field = [&](std::string_view name, std::string_view value) {
    fmt::format_to(std::back_inserter(out), "{} {} {}\n", name, value.size(), value);
  };
  field("change", kKinds[static_cast<std::size_t>(change.kind)]);
  field("revision", std::to_string(change.revision));
  field("at", std::to_string(change.at.time_since_epoch().count()));
  field("seat", change.seat);
  field("command", change.command_id);
  field("what", change.what);
  field("source", change.source);
  field("rows", std::to_string(change.rows));
  field("digest", change.digest);
  field("undoes", std::to_string(change.undoes));
  if (change.kind == Change::Kind::OperationsChanged) field("changes", change.changes);
  return out;
}

Result<Change> change_from_canonical(std::string_view bytes) {
  std::string_view rest = bytes;
  bool sound = rest.starts_with(kHeadLine);
  rest.remove_prefix(sound ? kHeadLine.size() : 0);
  const auto text = [&](std::string_view name) {
    std::string_view value;
    sound = sound && rest.starts_with(name) && rest.substr(name.size()).starts_with(' ');
    if (!sound) return value;
    rest.remove_prefix(name.size() + 1);
    std::size_t length = 0;
    const auto [end, wrong] = std::from_chars(rest.data(), rest.data() + rest.size(), length);
    const auto digits = static_cast<std::size_t>(end - rest.data());
    sound = wrong == std::errc() && length < rest.size() && rest.size() - length >= digits + 2;
    if (!sound) return value;
    value = rest.substr(digits + 1, length);
    rest.remove_prefix(digits + 1 + length + 1);
    return value;
  };
  const auto integer = [&]<class T>(std::string_view name, T& to) {
    const std::string_view digits = text(name);
    sound = sound && std::from_chars(digits.data(), digits.data() + digits.size(), to).ec == std::errc();
  };
  Change change;
  const auto kind = std::ranges::find(kKinds, text("change"));
  sound = sound && kind != std::end(kKinds);
  if (sound) change.kind = static_cast<Change::Kind>(kind - std::begin(kKinds));
  std::int64_t at = 0;
  integer("revision", change.revision);
  integer("at", at);
  change.at = Instant{std::chrono::seconds{at}};
  change.seat = text("seat");
  change.command_id = text("command");
  change.what = text("what");
  change.source = text("source");
  integer("rows", change.rows);
  change.digest = text("digest");
  integer("undoes", change.undoes);
  if (change.kind == Change::Kind::OperationsChanged) change.changes = text("changes");
  if (sound && canonical(change) == bytes) return change;
  return fail(ErrorCode::Store, "流水中有一条记录无法识别，请运行 anxin verify。",
              "A record of the journal cannot be understood; run anxin verify.");
}

bool is_operations(std::string_view canonical_bytes) {
  static const std::string kBegin = std::string(kHeadLine) + "change 17 OperationsChanged\n";
  return canonical_bytes.starts_with(kBegin);
}

Digest chain(const Digest& previous, std::string_view canonical_bytes) {
  Sm3 hash;
  hash.update(as_bytes(previous));
  hash.update(canonical_bytes);
  return hash.finish();
}

}  // namespace anxin
