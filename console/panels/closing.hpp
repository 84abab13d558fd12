// Closing roads to vehicles from the map: an area drawn or a road picked, why and until when, the list of
// what is closed, and lifting it. Drawing the area is gathering.hpp's polygon. Nothing is decided here: the
// desk may refuse, and its sentence comes back. UI thread.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "console/panels/desk.hpp"
#include "data/model/time.hpp"

namespace anxin {

// ClosedArea or ClosedRoad. Why it cannot be done now; empty: it can.
[[nodiscard]] std::string why_not_close(const Frame&, PanelContext&, MapTool, Lang);
void arm_closing(const Frame&, PanelContext&, MapTool);  // again: lets it go
// Drawn, or picked: the plate that asks for reason and end opens.
void close_area(PanelContext&, std::vector<MapXY> ring);
void close_road(const Frame&, PanelContext&, const std::string& name, MapXY at);
void lift_closure(const Frame&, PanelContext&, const std::string& id);

// The pointer over the map while a road is being picked. True when it was meant for that.
bool closing_pointer(const Frame&, PanelContext&, const Box& map, bool activated);
bool closing_keys(const Frame&, PanelContext&);  // of the open plate; true when it has them all
void draw_closing(const Frame&, PanelContext&, const Layout&);
// What is being closed: the ring, or the stretches of the road.
void draw_closing_marks(const Frame&, const Kit&, const Box& map);

// What holds now, by id.
[[nodiscard]] std::vector<const Closure*> closures_in_force(const Frame&);
[[nodiscard]] std::string closure_name(Lang, const Closure&);  // the road's name; 范围
[[nodiscard]] std::string closure_until(const Frame&, Lang, const Closure&);
// The list with its buttons; nothing, and no height, while nothing is closed.
float draw_closures(const Kit&, const Frame&, float x0, float x1, float y);
[[nodiscard]] float closures_height(const Kit&, const Frame&, float width);

// 11:42 (of the next time that it is that late), 11-24 08:00, 2026-11-24 08:00; Beijing. Nothing where it is
// none of these or not after `now`.
[[nodiscard]] std::optional<Instant> until_of(std::string_view typed, Instant now);

}  // namespace anxin
