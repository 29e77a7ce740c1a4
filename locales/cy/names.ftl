# Beth sy'n sefyll yn lle enw'r sawl sy'n dweud y stori, lle nad yw'n cael ei ddangos.
easy-names-other = { $name } yw'r enw rydyn ni'n ei ddefnyddio i chi.
easy-names-hidden = Dydyn ni ddim yn dweud eich enw.
easy-names-alone = Mae stori sy'n dangos eich enw yn sefyll ar ei phen ei hun.
