// One sheet of a workbook (.xlsx of ECMA-376, .ods of OpenDocument 1.2) as text cells, read by code of our
// own from an archive that was scanned. Dates come as 2018-03-05 by the cell's own format and the workbook's
// epoch, numbers as the sheet shows them (15 digits), formulas by their kept result. Runs inside the limited
// process. Not for .xls and not for writing. Thread: one. Errors: BadInput naming part or cell.
//
// Not through GDAL, whose drivers hand out values only: that a formula had no result, a code was a number or
// a cell was merged is not told.
#pragma once
#include "data/ingest/archive.hpp"
#include "data/ingest/table_writer.hpp"

namespace anxin {

[[nodiscard]] Status write_xlsx_sheet(const Archive& archive, const SheetHints& hints, SheetWriter& out);
[[nodiscard]] Status write_ods_sheet(const Archive& archive, const SheetHints& hints, SheetWriter& out);

// Whether a number format of a workbook shows days (yyyy"年"m"月", [$-804]m/d/yy), not only times or numbers.
[[nodiscard]] bool shows_days(std::string_view format);
// The day of a serial number, with a time of day where it has a fraction; empty for what is no day (below 1,
// above the year 9999, and 60, the 29 February 1900 that never was).
[[nodiscard]] std::string serial_text(double serial, SerialDays epoch);

}  // namespace anxin
