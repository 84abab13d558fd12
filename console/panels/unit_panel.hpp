// The response units at the desk (Shift+U in the dispatch view): a plate over the map with all of them, found
// by a typed word; one edited or a new one made in a form; retired. Every field is checked with one sentence
// before anything is sent; what the desk then refuses stands under the form. UI thread.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "console/panels/board_rows.hpp"
#include "console/panels/dispatch_run.hpp"
#include "console/panels/form_fields.hpp"
#include "console/panels/layout.hpp"

namespace anxin {

void open_units(const Frame&, PanelContext&);
// The form of this unit; "" makes a new one, whose base is `at` when a point was meant.
void edit_unit(const Frame&, PanelContext&, const std::string& unit, std::optional<MapXY> at = {});
void close_units(PanelContext&);
// A right click on the map gives the open form its base; false without one.
bool place_unit(PanelContext&, MapXY at);
// The keys while it is open; true when it has them all.
bool unit_keys(const Frame&, PanelContext&);
void draw_unit_panel(const Frame&, PanelContext&, const Layout&);
// Base and position of the form as squares on the map.
void draw_unit_marks(const Frame&, const Kit&, const Box& map);
// After a command of this panel was accepted: back to the list.
void hear_units(PanelContext&);

// The form (unit_form.cpp). Of `unit` as it is known; null: of a new one.
[[nodiscard]] const ResponseUnit* edited_unit(const Frame&, const PanelContext&);
[[nodiscard]] std::vector<FormEntry> unit_entries(Lang, bool fresh);
void fill_unit_fields(UnitPanel&, const ResponseUnit&, Lang);
// Why it cannot be sent as it stands; empty: it can.
[[nodiscard]] std::string fault_of_unit(const Frame&, PanelContext&, Lang);
// What the form comes to: a state, a position, or the unit whole; nullopt while there is a fault.
[[nodiscard]] std::optional<OperationCommand> command_of_unit(const Frame&, PanelContext&);
// Why it cannot be retired; empty: it can, for the reason that the form gives.
[[nodiscard]] std::string fault_of_retiring(const Frame&, PanelContext&, Lang);
[[nodiscard]] std::string unit_reason(const UnitPanel&);
// 116.48600, 39.92100: degrees of CGCS2000, longitude first; nullopt: not a position in or near China.
[[nodiscard]] std::optional<LonLat> typed_position(std::string_view text);
[[nodiscard]] std::string unit_degrees_text(LonLat at);
void set_unit_base(UnitPanel&, LonLat at);
[[nodiscard]] std::optional<LonLat> unit_base(const UnitPanel&);

}  // namespace anxin
