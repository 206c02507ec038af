// SPDX-License-Identifier: EUPL-1.2
#pragma once
// One replication of the Monte Carlo in the scoring kernel: normal numbers, figures within their published intervals, withheld figures
// within what a reader knows of them, and weights that vary. See kernel.hpp for the rules of the kernel; the build, `trede stat` and the
// page draw with this code.
//
// Shape: a column holds n units. The random numbers of a unit are those of its own item, one per column in order, so that they do not
// depend on which other units are looked at.
// Sources: Wichura (1988), Applied Statistics 37, algorithm AS 241 (normal quantile); Rubin (1987) for imputing more than once.

#include "stat/composite/kernel.hpp"
#include "stat/philox.hpp"

namespace trede::stat::composite {

// --- normal numbers ------------------------------------------------------------------------------------------------------------------

// a[0] + a[1]·x + … + a[7]·x⁷
inline double polynomial(const double (&a)[8], double x) {
  double sum = a[7];
  for (int i = 6; i >= 0; --i) sum = sum * x + a[i];
  return sum;
}

// Φ⁻¹(p), 0 < p < 1, to about 16 digits.
inline double standard_normal_quantile(double p) {
  constexpr double a[8] = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
                           4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3};
  constexpr double b[8] = {1.0,
                           4.2313330701600911252e+1,
                           6.8718700749205790830e+2,
                           5.3941960214247511077e+3,
                           2.1213794301586595867e+4,
                           3.9307895800092710610e+4,
                           2.8729085735721942674e+4,
                           5.2264952788528545610e+3};
  constexpr double c[8] = {1.42343711074968357734e0, 4.63033784615654529590e0,  5.76949722146069140550e0,  3.64784832476320460504e0,
                           1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
  constexpr double d[8] = {1.0,
                           2.05319162663775882187e0,
                           1.67638483018380384940e0,
                           6.89767334985100004550e-1,
                           1.48103976427480074590e-1,
                           1.51986665636164571966e-2,
                           5.47593808499534494600e-4,
                           1.05075007164441684324e-9};
  constexpr double e[8] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,  2.96560571828504891230e-1,
                           2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
  constexpr double f[8] = {1.0,
                           5.99832206555887937690e-1,
                           1.36929880922735805310e-1,
                           1.48753612908506148525e-2,
                           7.86869131145613259100e-4,
                           1.84631831751005468180e-5,
                           1.42151175831644588870e-7,
                           2.04426310338993978564e-15};
  const double q = p - 0.5;
  if (fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(a, r) / polynomial(b, r);
  }
  const double r = sqrt(-log(q < 0.0 ? p : 1.0 - p));
  const double z = r <= 5.0 ? polynomial(c, r - 1.6) / polynomial(d, r - 1.6) : polynomial(e, r - 5.0) / polynomial(f, r - 5.0);
  return q < 0.0 ? -z : z;
}

// Normal numbers by the thousand million: the quantile function as 4,096 steps of equal chance, straight between them, and exact in the
// outermost eight at either end. One 32-bit random number gives one normal number; the mean is 0 to the last bit and the variance right
// to 2 parts in 100,000.
inline constexpr uint32_t kNormalSteps = 4096, kExactSteps = 8;

inline void fill_normal_steps(double* edge) {  // kNormalSteps + 1 numbers; the first and last are not used
  edge[0] = edge[kNormalSteps] = 0.0;
  for (uint32_t i = 1; i < kNormalSteps; ++i) edge[i] = standard_normal_quantile(static_cast<double>(i) / kNormalSteps);
}

// A chance strictly between 0 and 1.
inline double chance_of(uint32_t u) { return (static_cast<double>(u) + 0.5) * 0x1.0p-32; }

inline double normal_number(const double* edge, uint32_t u) {
  const uint32_t step = u >> 20;
  if (step < kExactSteps || step >= kNormalSteps - kExactSteps) return standard_normal_quantile(chance_of(u));
  const double within = (static_cast<double>(u & 0xFFFFFU) + 0.5) * 0x1.0p-20;
  return edge[step] + within * (edge[step + 1] - edge[step]);
}

// --- withheld figures ----------------------------------------------------------------------------------------------------------------

struct JointShare {
  uint32_t place = 0;
  double persons = 0.0;  // its part of the denominator
};
// Withheld places of which a reader knows the count together.
struct JointPlaces {
  double count = 0.0;
  const JointShare* share = nullptr;
  size_t size = 0;
};
struct WithheldPlaces {
  const uint32_t* place = nullptr;  // all of them
  size_t size = 0;
  const JointPlaces* joint = nullptr;
  size_t joints = 0;
  const uint32_t* alone = nullptr;  // those of which no joint count is known
  size_t alones = 0;
  const double* shown = nullptr;  // the shown figures of the group
  size_t shown_size = 0;
  double unit = 1.0;  // a share of 1 in the figure's unit
  double most = 0.0;  // the largest value there can be
};

// A joint count is split at random (exponential shares, weighted by persons); elsewhere a draw is the figure of a random other area.
inline void draw_withheld(const WithheldPlaces& withheld, const uint32_t* random, double* value) {
  for (size_t j = 0; j < withheld.joints; ++j) {
    const JointPlaces& joint = withheld.joint[j];
    double all = 0.0;
    for (size_t s = 0; s < joint.size; ++s) all += joint.share[s].persons * -log(chance_of(random[joint.share[s].place]));
    for (size_t s = 0; s < joint.size; ++s) {
      const uint32_t place = joint.share[s].place;
      const double x = withheld.unit * joint.count * -log(chance_of(random[place])) / all;
      value[place] = x < withheld.most ? x : withheld.most;
    }
  }
  for (size_t k = 0; k < withheld.alones; ++k) {
    const uint32_t place = withheld.alone[k];
    const size_t pick = static_cast<size_t>(chance_of(random[place]) * static_cast<double>(withheld.shown_size));
    value[place] = withheld.shown_size == 0 ? 0.0 : withheld.shown[pick < withheld.shown_size ? pick : withheld.shown_size - 1];
  }
}

// --- figures -------------------------------------------------------------------------------------------------------------------------

// The scale of the edition, along which a draw is laid: linear, or by place among the sorted values (sign × value).
struct DrawScale {
  Scale linear;
  const double* sorted = nullptr;
  size_t size = 0;  // 0 = linear
  double low = 1.0, high = 100.0;
  [[nodiscard]] double operator()(double value) const {
    if (size == 0) return linear(value);
    const double x = linear.sign * value;
    size_t first = 0, count = size;  // how many lie below x
    while (count > 0) {
      const size_t half = count / 2;
      if (sorted[first + half] < x) {
        first += half + 1;
        count -= half + 1;
      } else {
        count = half;
      }
    }
    const double last = static_cast<double>(size) - 1.0, below = static_cast<double>(first);
    return low + (high - low) * (below < last ? below : last) / last;
  }
};

// A shown figure moves normally within its interval, each side with its own width (one standard deviation); 0 = no error is known.
// `middle` and the widths are on the scale when it is linear, else in the figure's own unit.
struct FigureColumn {
  const uint8_t* has = nullptr;
  const double* middle = nullptr;
  const double* down = nullptr;
  const double* up = nullptr;
  double reference = 0.0;  // standard error of the reference, on the scale: it moves all units together
  DrawScale scale;
  WithheldPlaces withheld;
};

inline double within_interval(double middle, double down, double up, const double* normal, uint32_t random) {
  if (!(down > 0.0 || up > 0.0)) return middle;
  const double e = normal_number(normal, random);
  return middle + e * (e < 0.0 ? down : up);
}

// A figure with the 95 % bounds of its interval, in its own unit: within them when it is shown, evenly between them when it is withheld and
// only they are known. False = there is nothing.
inline constexpr double kNormal95 = 1.9599639845400545;  // Φ⁻¹(0.975)
inline bool within_bounds(const Column& middle, const Column& lower, const Column& upper, size_t k, const double* normal, uint32_t random,
                          double& out) {
  const bool has = there(middle, k);
  out = has ? middle.value[k] : 0.0;
  if (!there(lower, k) || !there(upper, k)) return has;
  const double low = lower.value[k], high = upper.value[k];
  if (!has) {
    out = low + (high - low) * chance_of(random);
    return true;
  }
  const double down = out > low ? out - low : 0.0, up = high > out ? high - out : 0.0;
  out = within_interval(out, down / kNormal95, up / kNormal95, normal, random);
  return true;
}

// How far a figure moves down and up, as one standard deviation, from its 95 % bounds in its own unit: on the scale when it is linear, else
// in that unit.
inline void interval_widths(const DrawScale& scale, double middle, double lower, double upper, double& down, double& up) {
  const bool linear = scale.size == 0;
  const double a = linear ? scale(lower) : lower, b = linear ? scale(upper) : upper;
  const double low = a < b ? a : b, high = a < b ? b : a;
  down = middle > low ? (middle - low) / kNormal95 : 0.0;
  up = high > middle ? (high - middle) / kNormal95 : 0.0;
}

// One column of one replication, on the scale. `work`: n numbers, used when there are withheld places.
inline void draw_column(const FigureColumn& column, size_t n, const double* normal, const uint32_t* random, uint32_t for_reference,
                        double* work, MutableColumn out) {
  const double shift = column.reference > 0.0 ? column.reference * normal_number(normal, for_reference) : 0.0;
  const bool linear = column.scale.size == 0;
  for (size_t k = 0; k < n; ++k) {
    out.has[k] = column.has[k];
    if (column.has[k] == 0) continue;
    const double x = within_interval(column.middle[k], column.down[k], column.up[k], normal, random[k]);
    out.value[k] = (linear ? x : column.scale(x)) + shift;
  }
  if (column.withheld.size == 0) return;
  draw_withheld(column.withheld, random, work);
  for (size_t p = 0; p < column.withheld.size; ++p) {
    const uint32_t k = column.withheld.place[p];
    out.value[k] = column.scale(work[k]) + shift;
    out.has[k] = 1;
  }
}

// The random numbers of units first, first + 1, …, one per column: [column][unit].
inline void draw_random(uint64_t seed, uint32_t replication, uint32_t first, size_t n, size_t columns, uint32_t* out) {
  for (size_t k = 0; k < n; ++k) {
    Philox random(seed, replication, first + static_cast<uint32_t>(k));
    for (size_t c = 0; c < columns; ++c) out[c * n + k] = random.next();
  }
}

// --- weights -------------------------------------------------------------------------------------------------------------------------

// Items of the random numbers: units have their own, the reference and the weights lie far beyond them.
inline constexpr uint32_t kReferenceItem = 0x40000000U, kWeightItem = 0x80000000U;

// The weights of group `group`, each evenly within ± noise of itself; `vary` null = all of them vary.
inline void draw_weights(uint64_t seed, uint32_t replication, uint32_t group, const double* weight, const uint8_t* vary, size_t count,
                         double noise, double* out) {
  Philox random(seed, replication, kWeightItem | group);
  for (size_t k = 0; k < count; ++k) {
    const double part = noise * (2.0 * random.uniform() - 1.0);
    out[k] = weight[k] * (vary == nullptr || vary[k] != 0 ? 1.0 + part : 1.0);
  }
}

// --- groups --------------------------------------------------------------------------------------------------------------------------

// One group of a replication, without a demand on coverage: its scores exist where `exists` says that they do in the edition.
inline void replicate_group(const Group& group, const Column* view, size_t n, const Aggregate& rule, const uint8_t* exists,
                            MutableColumn out) {
  aggregate(group, view, 0, n, rule, {.score = out});
  for (size_t k = 0; k < n; ++k)
    if (exists[k] == 0) out.has[k] = 0;
}

// All groups, in order (see compose); exists: n per group.
inline void replicate(const Group* groups, size_t group_count, MutableColumn* columns, Column* view, size_t indicators, size_t n,
                      const Aggregate& rule, const uint8_t* exists) {
  for (size_t c = 0; c < indicators + group_count; ++c) view[c] = {columns[c].value, columns[c].has};
  for (size_t g = 0; g < group_count; ++g) replicate_group(groups[g], view, n, rule, exists + g * n, columns[indicators + g]);
}

}  // namespace trede::stat::composite
