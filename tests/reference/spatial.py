# SPDX-License-Identifier: EUPL-1.2


def cases(check):
    del check
