# SPDX-License-Identifier: EUPL-1.2
# Errors of `trede stat bym2` and of mgcv's Markov random field (full rank, REML) on the same simulated maps with known truth.
#   TREDE_BIN=build/release/bin Rscript bench/bym2_peer.R [maps] [side]
# Each map: side × side areas that touch by sides and corners, expected events log-normal around 8; the log risk is a smooth part and an
# independent one with standard deviations 0.3 √ρ and 0.3 √(1 − ρ), ρ from 0.1 to 0.9.
suppressMessages(library(mgcv))
given <- as.numeric(commandArgs(TRUE))
maps <- if (length(given) > 0) given[1] else 20
side <- if (length(given) > 1) given[2] else 14
trede <- file.path(Sys.getenv("TREDE_BIN", "build/release/bin"), "trede")
n <- side^2
at <- expand.grid(x = seq_len(side), y = seq_len(side))
near <- as.matrix(dist(at, method = "maximum")) == 1
nb <- lapply(seq_len(n), function(i) which(near[i, ]))
names(nb) <- seq_len(n)
pairs <- which(near & upper.tri(near), arr.ind = TRUE)
folder <- tempfile(); dir.create(folder)
edges <- file.path(folder, "edges.csv")
write.csv(data.frame(i = pairs[, 1], j = pairs[, 2]), edges, row.names = FALSE)
e <- eigen(diag(rowSums(near)) - near, symmetric = TRUE)
root <- e$vectors[, seq_len(n - 1)] %*% diag(1 / sqrt(e$values[seq_len(n - 1)]))
root <- root / exp(mean(log(rowSums(root^2))) / 2)
set.seed(20260101)
result <- t(sapply(seq_len(maps), function(map) {
  rho <- runif(1, 0.1, 0.9)
  eta <- 0.3 * (sqrt(rho) * root %*% rnorm(n - 1) + sqrt(1 - rho) * rnorm(n))[, 1]
  d <- data.frame(n = 8 * exp(0.8 * rnorm(n)), id = factor(seq_len(n)))
  d$y <- rpois(n, d$n * exp(eta))
  file <- file.path(folder, "map.csv")
  write.csv(d[, c("y", "n")], file, row.names = FALSE)
  own <- read.csv(text = system2(trede, c("stat", "bym2", "--in", file, "--neighbours", edges, "--set", "level=0.9", "--threads", "1"), stdout = TRUE))
  peer <- gam(y ~ s(id, bs = "mrf", k = n, xt = list(nb = nb)) + offset(log(n)), family = poisson, data = d, method = "REML")
  p <- predict(peer, newdata = transform(d, n = 1), se.fit = TRUE)
  m <- sum(d$y) / sum(d$n)
  v <- max(0, sum(d$n * (d$y / d$n - m)^2) / sum(d$n) - m / mean(d$n))
  eb <- m + v / (v + m / d$n) * (d$y / d$n - m)
  truth <- exp(eta)
  z <- qnorm(0.95)
  c(own = sqrt(mean((own$value - truth)^2)), mgcv = sqrt(mean((exp(p$fit) - truth)^2)), marshall = sqrt(mean((eb - truth)^2)),
    own_inside = mean(own$lower <= truth & truth <= own$upper), mgcv_inside = mean(abs(eta - p$fit) <= z * p$se.fit))
}))
print(round(colMeans(result), 4))
cat(sprintf("%d maps of %d areas; trede's error is below mgcv's on %d and below Marshall's on %d\n", maps, n, sum(result[, "own"] < result[, "mgcv"]),
            sum(result[, "own"] < result[, "marshall"])))
