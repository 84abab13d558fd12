#include "data/store/operation_check.hpp"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "data/store/operation_rows.hpp"
#include "data/store/sql.hpp"

namespace anxin {
namespace {

std::string shown(const Cell& cell) {
  if (const auto* number = std::get_if<std::int64_t>(&cell)) return std::to_string(*number);
  if (const auto* real = std::get_if<double>(&cell)) return fmt::format("{}", *real);
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  return std::holds_alternative<Blob>(cell) ? "geometry" : "NULL";
}

std::string shown(const Cells& key) {
  std::string out;
  for (const Cell& cell : key) out += (out.empty() ? "" : "/") + shown(cell);
  return out;
}

// A stored value in the type that is expected there; another type than expected never equals it.
Cell cell_at(const Statement& s, int column, const Cell& expected) {
  if (s.is_null(column)) return {};
  if (std::holds_alternative<double>(expected)) return s.real(column);
  if (std::holds_alternative<std::int64_t>(expected)) return s.integer(column);
  if (std::holds_alternative<Blob>(expected)) return Blob{std::string(s.blob(column))};
  return std::string(s.text(column));
}

StoreNotice notice(const ProjectedTable& table, const Cells& key, std::string_view zh, std::string_view en) {
  return {fmt::format("{}表（{}）的 {} {}。", table.zh, table.name, shown(key), zh),
          fmt::format("Row {} of {} {}.", shown(key), table.name, en)};
}

// Takes from `expected` what is found; what is left was missing.
Status compare(SpatialiteStore& store, const ProjectedTable& table, std::map<Cells, Cells>& expected,
               std::vector<StoreNotice>& faults) {
  const Result<Statement*> rows = store.statement(table.all);
  if (!rows) return std::unexpected(rows.error());
  const bool numbers = table.name == "fund_entry" || table.name == "outbox";
  while (true) {
    const Result<bool> row = (*rows)->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    const Statement& s = **rows;
    Cells key;
    for (std::size_t i = 0; i < table.key; ++i) {
      const bool number = numbers || i > 0;
      key.push_back(cell_at(s, static_cast<int>(i), number ? Cell(std::int64_t{}) : Cell(std::string())));
    }
    const auto found = expected.find(key);
    if (found == expected.end()) {
      faults.push_back(notice(table, key, "在流水中没有依据", "is not what the journal amounts to"));
      continue;
    }
    for (std::size_t i = table.key; i < found->second.size(); ++i) {
      const Cell cell = cell_at(s, static_cast<int>(i), found->second[i]);
      if (cell == found->second[i]) continue;
      faults.push_back(notice(
          table, key, fmt::format("第 {} 列为 {}，流水应为 {}", i + 1, shown(cell), shown(found->second[i])),
          fmt::format("holds {} in column {} where the journal says {}", shown(cell), i + 1,
                      shown(found->second[i]))));
      break;
    }
    expected.erase(found);
  }
  for (const auto& [key, row] : expected) faults.push_back(notice(table, key, "缺失", "is missing"));
  return {};
}

// The journal's operations played back; the register of records compared on the way.
struct Played {
  Operations state;
  Rows messages;
  std::map<Revision, OperationRecord> records;
};
Result<Played> play(SpatialiteStore& store, std::vector<StoreNotice>& faults) {
  const Result<Statement*> rows = store.statement("journal");
  if (!rows) return std::unexpected(rows.error());
  Played played;
  while (true) {
    const Result<bool> row = (*rows)->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) return played;
    if (!is_operations((*rows)->blob(1))) continue;
    const auto revision = static_cast<Revision>((*rows)->integer(0));
    Result<OperationRecord> record = operation_record((*rows)->blob(1));
    if (!record) {
      (*rows)->reset();
      faults.push_back(
          {fmt::format("流水第 {} 条无法识别：{}", revision, record.error().zh),
           fmt::format("Journal record {} cannot be understood: {}", revision, record.error().en)});
      return played;
    }
    SpatialiteStore::take_record(played.state, *record);
    add_messages(played.messages, *record, played.state);
    played.records.emplace(revision, std::move(*record));
  }
}

Status check_register(SpatialiteStore& store, const Played& played, std::vector<StoreNotice>& faults) {
  const auto fault = [&](Revision revision) {
    faults.push_back(
        {fmt::format("第 {} 条处置记录的登记与流水不符。", revision),
         fmt::format("The entry of operations record {} does not match the journal.", revision)});
  };
  const Result<Statement*> rows = store.statement("operation_rows");
  if (!rows) return std::unexpected(rows.error());
  std::size_t matched = 0;
  std::map<Revision, bool> seen;
  while (true) {
    const Result<bool> row = (*rows)->next();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    const Statement& s = **rows;
    const auto revision = static_cast<Revision>(s.integer(0));
    seen[revision] = true;
    const auto found = played.records.find(revision);
    const bool same = found != played.records.end() &&
                      s.integer(1) == found->second.at.time_since_epoch().count() &&
                      s.text(2) == found->second.seat && s.text(3) == found->second.command_id &&
                      s.integer(4) == static_cast<std::int64_t>(found->second.changes.size());
    matched += same ? 1 : 0;
    if (!same) fault(revision);
  }
  if (matched == played.records.size()) return {};
  for (const auto& [revision, record] : played.records) {
    if (!seen.contains(revision)) fault(revision);
  }
  return {};
}

}  // namespace

Result<std::vector<StoreNotice>> operation_faults(SpatialiteStore& store) {
  std::vector<StoreNotice> faults;
  Result<Played> played = play(store, faults);
  if (!played) return std::unexpected(played.error());
  if (!faults.empty()) return faults;
  if (Status done = check_register(store, *played, faults); !done) return std::unexpected(done.error());
  Rows expected = rows_of(played->state);
  expected.back() = std::move(played->messages.back());
  for (std::size_t table = 0; table < kProjectedTables.size(); ++table) {
    if (Status done = compare(store, kProjectedTables[table], expected[table], faults); !done) {
      return std::unexpected(done.error());
    }
  }
  return faults;
}

Result<std::vector<StoreNotice>> operation_index_faults(Database& database) {
  std::vector<StoreNotice> faults;
  const Result<std::int64_t> layers = database.integer(sql("operation_layers"));
  if (!layers) return std::unexpected(layers.error());
  if (*layers == 0) return faults;  // read-only, of a format before
  for (const auto& [layer, question] : {std::pair{"response_unit", "index_of_response_unit"},
                                        std::pair{"incident_case", "index_of_incident_case"},
                                        std::pair{"road_closure", "index_of_road_closure"}}) {
    Result<Statement> asked = database.prepare(sql(question));  // fails when the index is not there at all
    const bool read = asked && asked->next().value_or(false);
    if (read && asked->integer(0) == 0 && asked->text(1) == "ok") continue;
    faults.push_back({fmt::format("图层 {} 的空间索引与数据不符。", layer),
                      fmt::format("The spatial index of the layer {} disagrees with its table.", layer)});
  }
  return faults;
}

}  // namespace anxin
