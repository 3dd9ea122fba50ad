import type { ContractRules } from './rule.js'

const upload = { teraGas: 60 }

export const attestationRules: ContractRules = {
  methods: {
    invalidate: { teraGas: 100 },
    register: { teraGas: 100 },
    renew: { teraGas: 100 },
    upsert_pck_ca: upload,
    upsert_pck_crl: upload,
    upsert_qe_identity: upload,
    upsert_root_crl: upload,
    upsert_tcb_info: upload,
    upsert_tcb_signer: upload,
  },
}
