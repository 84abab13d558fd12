#include "console/cli/position.hpp"

#include <exception>

namespace anxin {

Result<LonLat> parse_position(const std::string& option, const std::string& text) {
  const auto comma = text.find(',');
  const auto bad = [&] {
    return fail(ErrorCode::Usage, option + " “" + text + "”不是坐标，应为 经度,纬度，如 116.572,40.008。",
                option + " '" + text + "' is not a position; write LON,LAT such as 116.572,40.008.");
  };
  if (comma == std::string::npos) return bad();
  try {
    std::size_t used_lon = 0, used_lat = 0;
    const std::string lon = text.substr(0, comma), lat = text.substr(comma + 1);
    const LonLat at = LonLat::of_degrees(std::stod(lon, &used_lon), std::stod(lat, &used_lat));
    if (used_lon != lon.size() || used_lat != lat.size() || !at.is_valid()) return bad();
    return at;
  } catch (const std::exception&) {  // std::stod: no number, or beyond a double
    return bad();
  }
}

}  // namespace anxin
