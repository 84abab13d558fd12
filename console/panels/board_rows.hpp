// The board worked out from Operations: open incidents in the order of the board, who has been sent to each,
// where units are. Pure; made once for each published Operations (cache.hpp keeps it).
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "console/panels/panels.hpp"
#include "data/model/operations.hpp"

namespace anxin {

struct BoardRow {
  const Incident* incident = nullptr;  // of Board::of
  MapXY at;
  FunctionCounts sent{}, there{};  // live assignments; those on the scene
  [[nodiscard]] FunctionCounts missing() const;
};
struct UnitRow {
  const ResponseUnit* unit = nullptr;
  const Assignment* held = nullptr;  // by what it is engaged
  MapXY base;
  std::optional<MapXY> position;
};
struct Board {
  std::shared_ptr<const Operations> of;
  Day today{};
  std::vector<BoardRow> open;  // gravest level first; within it what waits for a person, then the oldest
  std::vector<const Incident*> ended;                           // the latest first
  std::map<std::string, std::vector<const Assignment*>> parts;  // by incident, ascending id
  std::map<std::string, std::size_t> claims;                    // by seat, open incidents
  std::vector<UnitRow> units;
  std::size_t reported_today = 0;

  [[nodiscard]] const BoardRow* row(const std::string& incident) const;
  [[nodiscard]] std::size_t position(const std::string& incident) const;  // open.size(): not on the board
};
[[nodiscard]] Board make_board(std::shared_ptr<const Operations>, Day today);

// Of this frame; empty (of == null) until operations are read.
[[nodiscard]] const Board& board_of(const Frame&, PanelContext&);
// The selected incident, open or ended; null without.
[[nodiscard]] const Incident* selected_incident(const Frame&, const PanelContext&);
[[nodiscard]] const std::vector<const Assignment*>& parts_of(const Board&, const std::string& incident);
// What it lacks of its plan by live assignments.
[[nodiscard]] FunctionCounts missing_of(const Incident&, const std::vector<const Assignment*>& parts);
[[nodiscard]] int total_of(const FunctionCounts&);

}  // namespace anxin
