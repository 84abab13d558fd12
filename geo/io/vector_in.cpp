#include "geo/io/vector_in.hpp"

#include <fmt/format.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <memory>

#include "geo/io/gdal_scope.hpp"
#include "geo/io/layer_in.hpp"
#include "geo/io/ogr_geometry.hpp"

namespace anxin {
namespace {

struct Allowed {
  VectorFormat format;
  const char* driver;
  std::string_view name;
  std::array<const char*, 4> open_options;
};

// DATE_AS_STRING: else GDAL rewrites 2018-03-05 as 2018/03/05. FLATTEN..NO and NATIVE_DATA off are the
// defaults.
constexpr std::array kAllowed{
    Allowed{VectorFormat::GeoJson, "GeoJSON", "GeoJSON", {"DATE_AS_STRING=YES", nullptr}}};

std::string short_name(const std::filesystem::path& file) { return file.filename().string(); }

Result<std::filesystem::path> ordinary_file(const std::filesystem::path& file, const VectorLimits& limits) {
  if (const Status named = check_name(file); !named) return std::unexpected(named.error());
  std::error_code fault;
  std::filesystem::path real = std::filesystem::canonical(file, fault);
  if (fault)
    return fail(ErrorCode::NotFound, fmt::format("找不到文件“{}”。", short_name(file)),
                fmt::format("There is no file \"{}\".", short_name(file)));
  if (const Status named = check_name(real); !named) return std::unexpected(named.error());
  if (!std::filesystem::is_regular_file(real, fault))
    return fail(ErrorCode::BadInput, fmt::format("“{}”不是普通文件，请指定一个数据文件。", short_name(file)),
                fmt::format("\"{}\" is not an ordinary file; name a data file.", short_name(file)));
  const std::uintmax_t bytes = std::filesystem::file_size(real, fault);
  if (fault || bytes == 0)
    return fail(ErrorCode::BadInput, fmt::format("文件“{}”是空的或无法读取。", short_name(file)),
                fmt::format("The file \"{}\" is empty or cannot be read.", short_name(file)));
  if (bytes > limits.file_bytes)
    return fail(ErrorCode::BadInput,
                fmt::format("文件“{}”超过 {} MB 的上限。", short_name(file), limits.file_bytes >> 20),
                fmt::format("The file \"{}\" is larger than the limit of {} MB.", short_name(file),
                            limits.file_bytes >> 20));
  return real;
}

// "crs": null before the features says that no system can be assumed (GeoJSON 2008, 3); GDAL 3.6 takes it for
// WGS-84.
bool states_no_crs(const std::filesystem::path& file) {
  std::string head(4096, '\0');
  std::ifstream in(file, std::ios::binary);
  in.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(in.gcount()));
  head.resize(std::min(head.find("\"features\""), head.size()));
  std::erase_if(head, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  return head.find("\"crs\":null") != std::string::npos;
}

}  // namespace

Status check_name(const std::filesystem::path& file) {
  const std::string name = file.string();
  std::string lower = name;
  std::ranges::transform(lower, lower.begin(),
                         [](unsigned char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : char(c); });
  if (!name.empty() && lower.find("/vsi") == std::string::npos && lower.find("://") == std::string::npos &&
      name.find('\0') == std::string::npos)
    return {};
  return fail(
      ErrorCode::BadInput, "文件名无效：只接受本机上的普通文件，不接受网址或 /vsi 虚拟路径。",
      "The file name is not accepted: only ordinary files of this machine, no addresses and no /vsi paths.");
}

Result<VectorLayer> read_vector(const std::filesystem::path& file, VectorFormat format,
                                const VectorLimits& limits) {
  const auto real = ordinary_file(file, limits);
  if (!real) return std::unexpected(real.error());
  const auto found = std::ranges::find(kAllowed, format, &Allowed::format);
  if (found == kAllowed.end())
    return fail(ErrorCode::Internal, "这种格式要从内存读取。", "This format is read from memory.");
  const Allowed& allowed = *found;
  GdalScope gdal;
  const char* const drivers[] = {allowed.driver, nullptr};
  const char* const no_siblings[] = {nullptr};
  const std::unique_ptr<GDALDataset, CloseDataset> dataset(GDALDataset::FromHandle(
      GDALOpenEx(real->c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR, drivers,
                 allowed.open_options.data(), no_siblings)));
  if (!dataset || dataset->GetLayerCount() == 0)
    return unreadable(short_name(file), allowed.name, gdal.fault().empty() ? "no layer" : gdal.fault());
  OGRLayer* layer = dataset->GetLayer(0);
  auto out = read_layer(*layer, {short_name(file), allowed.name, limits, true}, gdal);
  if (out && states_no_crs(*real)) out->crs.reset();
  return out;
}

Result<MultiPolygon> read_area(const std::filesystem::path& file, std::optional<Crs> crs) {
  const auto layer = read_vector(file);
  if (!layer) return std::unexpected(layer.error());
  const std::optional<Crs> from = crs ? crs : layer->crs;
  if (!from)
    return fail(
        ErrorCode::BadInput, fmt::format("文件“{}”没有说明坐标系，请用 --crs 指定。", short_name(file)),
        fmt::format("The file \"{}\" states no coordinate system; name one with --crs.", short_name(file)));
  std::vector<MultiPolygon> parts;
  for (const VectorFeature& feature : layer->features) {
    if (feature.wkb.empty()) continue;
    OGRGeometry* parsed = nullptr;
    OGRGeometryFactory::createFromWkb(feature.wkb.data(), nullptr, &parsed, feature.wkb.size());
    const std::unique_ptr<OGRGeometry> geometry(parsed);
    if (!geometry) return unreadable(short_name(file), "GeoJSON", "a geometry is damaged");
    auto part = from_ogr(*geometry, *from);
    if (!part) return std::unexpected(part.error());
    parts.push_back(std::move(*part));
  }
  if (parts.empty())
    return fail(ErrorCode::BadInput, fmt::format("文件“{}”里没有多边形。", short_name(file)),
                fmt::format("The file \"{}\" holds no polygon.", short_name(file)));
  return union_of(parts);
}

}  // namespace anxin
