#include "console/panels/board_rows.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "console/panels/cache.hpp"
#include "geo/crs.hpp"

namespace anxin {
namespace {

bool before(const BoardRow& a, const BoardRow& b) {
  const auto rank = [](const Incident& i) {
    return std::tuple(i.level.level, i.state, i.reported, std::string_view(i.id));
  };
  return rank(*a.incident) < rank(*b.incident);
}

void add_units(Board& board, const Operations& ops) {
  std::map<std::string_view, const Assignment*> held;
  for (const auto& [id, a] : *ops.assignments)
    if (a.live()) held[a.unit] = &a;
  for (const auto& [id, unit] : *ops.units) {
    UnitRow row{&unit, nullptr, to_map(unit.base), {}};
    if (unit.position) row.position = to_map(*unit.position);
    if (const auto it = held.find(id); it != held.end()) row.held = it->second;
    board.units.push_back(row);
  }
}

}  // namespace

FunctionCounts missing_of(const Incident& incident, const std::vector<const Assignment*>& parts) {
  FunctionCounts sent{}, out{};
  for (const Assignment* a : parts)
    if (a->live()) ++sent[static_cast<std::size_t>(a->function)];
  for (std::size_t f = 0; f < out.size(); ++f)
    out[f] = incident.plan[f] > sent[f] ? static_cast<std::uint8_t>(incident.plan[f] - sent[f]) : 0;
  return out;
}

int total_of(const FunctionCounts& counts) { return std::accumulate(counts.begin(), counts.end(), 0); }

FunctionCounts BoardRow::missing() const {
  FunctionCounts out{};
  for (std::size_t f = 0; f < out.size(); ++f)
    out[f] =
        incident->plan[f] > sent[f] ? static_cast<std::uint8_t>(incident->plan[f] - sent[f]) : std::uint8_t{};
  return out;
}

std::size_t Board::position(const std::string& incident) const {
  const auto it =
      std::ranges::find_if(open, [&](const BoardRow& row) { return row.incident->id == incident; });
  return static_cast<std::size_t>(it - open.begin());
}

const BoardRow* Board::row(const std::string& incident) const {
  const std::size_t at = position(incident);
  return at < open.size() ? &open[at] : nullptr;
}

Board make_board(std::shared_ptr<const Operations> ops, Day today) {
  Board board;
  board.of = std::move(ops);
  board.today = today;
  if (board.of == nullptr) return board;
  for (const auto& [id, a] : *board.of->assignments) board.parts[a.incident].push_back(&a);
  for (const auto& [id, incident] : *board.of->incidents) {
    if (day_of(incident.reported) == today) ++board.reported_today;
    if (!incident.open()) {
      board.ended.push_back(&incident);
      continue;
    }
    BoardRow row{&incident, to_map(incident.at), {}, {}};
    for (const Assignment* a : parts_of(board, id)) {
      if (!a->live()) continue;
      ++row.sent[static_cast<std::size_t>(a->function)];
      if (a->state == AssignmentState::OnScene) ++row.there[static_cast<std::size_t>(a->function)];
    }
    if (!incident.claimed_by.empty()) ++board.claims[incident.claimed_by];
    board.open.push_back(row);
  }
  std::ranges::sort(board.open, before);
  std::ranges::stable_sort(board.ended, [](const Incident* a, const Incident* b) {
    return a->ended.value_or(a->reported) > b->ended.value_or(b->reported);
  });
  add_units(board, *board.of);
  return board;
}

const std::vector<const Assignment*>& parts_of(const Board& board, const std::string& incident) {
  static const std::vector<const Assignment*> none;
  const auto it = board.parts.find(incident);
  return it == board.parts.end() ? none : it->second;
}

const Board& board_of(const Frame& frame, PanelContext& ctx) {
  Board& board = cache_of(ctx).board;
  if (board.of != frame.world.operations || board.today != frame.today)
    board = make_board(frame.world.operations, frame.today);
  return board;
}

const Incident* selected_incident(const Frame& frame, const PanelContext& ctx) {
  const Operations* ops = frame.world.operations.get();
  if (ops == nullptr) return nullptr;
  const auto it = ops->incidents->find(ctx.view.selected_incident);
  return it == ops->incidents->end() ? nullptr : &it->second;
}

}  // namespace anxin
