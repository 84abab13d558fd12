// Operations as rows of tables: what each unit, incident, assignment, closure and ledger line looks like in
// SQL (0003_operations.sql), the rows between two states, and the messages of a record. Pure. One description
// for writing and for verify. Private to this folder.
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "data/model/operation_change.hpp"

namespace anxin {

struct Blob {
  std::string bytes;
  friend auto operator<=>(const Blob&, const Blob&) = default;
};
using Cell = std::variant<std::monostate, std::int64_t, double, std::string, Blob>;
using Cells = std::vector<Cell>;  // in the order of the statements put_X and all_X, key first

struct ProjectedTable {
  std::string_view name, zh;
  std::size_t key;  // leading columns
  std::string_view put, drop, all;
};
inline constexpr std::array<ProjectedTable, 7> kProjectedTables{{
    {"response_unit", "处置力量", 1, "put_response_unit", "drop_response_unit", "all_response_unit"},
    {"incident_case", "突发事件", 1, "put_incident_case", "drop_incident_case", "all_incident_case"},
    {"road_closure", "道路封闭", 1, "put_road_closure", "drop_road_closure", "all_road_closure"},
    {"assignment", "指派", 1, "put_assignment", "drop_assignment", "all_assignment"},
    {"situation_report", "续报", 2, "put_situation_report", "drop_situation_report", "all_situation_report"},
    {"fund_entry", "应急周转金", 1, "put_fund_entry", "drop_fund_entry", "all_fund_entry"},
    {"outbox", "待发消息", 2, "put_outbox", "drop_outbox", "all_outbox"},
}};
// By table, by key.
using Rows = std::array<std::map<Cells, Cells>, kProjectedTables.size()>;

// Every row of a state, but for the outbox.
[[nodiscard]] Rows rows_of(const Operations& operations);

struct RowChanges {
  Rows put;
  std::array<std::vector<Cells>, kProjectedTables.size()> drop;  // keys
};
// What turns the rows of `before` into those of `after`; looks only at tables that are not shared.
[[nodiscard]] RowChanges changes_between(const Operations& before, const Operations& after);

// The messages that a record has to send, as rows of the outbox; `after` is the state with the record.
void add_messages(Rows& rows, const OperationRecord& record, const Operations& after);

}  // namespace anxin
