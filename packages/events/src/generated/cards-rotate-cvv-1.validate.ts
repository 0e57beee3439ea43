// @ts-nocheck: ajv's output has no types.
// Generated from specs/events/upstream/cards-rotate-cvv-1.md
// sha256 5a056dcedb373440d99b4989cb98758d838d7b922bd08ed037ae814d5362aca6
// Not edited by hand: `pnpm generate` writes it.

import type { Validator } from "../define-event.ts";
import { formats } from "../checks.ts";

export const validate: Validator = validate10;
const formats0 = formats["date-time"];

function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
  let vErrors = null;
  let errors = 0;
  if(data && typeof data == "object" && !Array.isArray(data)){
    if(data.account_id === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "account_id"}});
      errors++;
    }
    if(data.card_hash === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "card_hash"}});
      errors++;
    }
    if(data.card_id === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "card_id"}});
      errors++;
    }
    if(data.card_last_four_numbers === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "card_last_four_numbers"}});
      errors++;
    }
    if(data.card_name === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "card_name"}});
      errors++;
    }
    if(data.card_printed_name === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "card_printed_name"}});
      errors++;
    }
    if(data.card_status === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "card_status"}});
      errors++;
    }
    if(data.contactless_enabled === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "contactless_enabled"}});
      errors++;
    }
    if(data.cvv_next_rotation_date === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "cvv_next_rotation_date"}});
      errors++;
    }
    if(data.cvv_rotation_type === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "cvv_rotation_type"}});
      errors++;
    }
    if(data.expiration_date === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "expiration_date"}});
      errors++;
    }
    if(data.issuing_date === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "issuing_date"}});
      errors++;
    }
    if(data.program_id === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "program_id"}});
      errors++;
    }
    if(data.status === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "status"}});
      errors++;
    }
    if(data.transaction_limit === undefined){
      (vErrors ??= []).push({instancePath,keyword:"required",params:{missingProperty: "transaction_limit"}});
      errors++;
    }
    if(data.account_id !== undefined){
      let data0 = data.account_id;
      if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
        (vErrors ??= []).push({instancePath:instancePath+"/account_id",keyword:"type",params:{type: "integer"}});
        errors++;
      }
      if((typeof data0 == "number") && (isFinite(data0))){
        if(data0 > 9007199254740991 || data0 < -9007199254740991){
          (vErrors ??= []).push({instancePath:instancePath+"/account_id",keyword:"safeInteger",params:{}});
          errors++;
        }
      }
    }
    if(data.card_hash !== undefined){
      if(typeof data.card_hash !== "string"){
        (vErrors ??= []).push({instancePath:instancePath+"/card_hash",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.card_id !== undefined){
      let data2 = data.card_id;
      if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
        (vErrors ??= []).push({instancePath:instancePath+"/card_id",keyword:"type",params:{type: "integer"}});
        errors++;
      }
      if((typeof data2 == "number") && (isFinite(data2))){
        if(data2 > 9007199254740991 || data2 < -9007199254740991){
          (vErrors ??= []).push({instancePath:instancePath+"/card_id",keyword:"safeInteger",params:{}});
          errors++;
        }
      }
    }
    if(data.card_last_four_numbers !== undefined){
      if(typeof data.card_last_four_numbers !== "string"){
        (vErrors ??= []).push({instancePath:instancePath+"/card_last_four_numbers",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.card_name !== undefined){
      if(typeof data.card_name !== "string"){
        (vErrors ??= []).push({instancePath:instancePath+"/card_name",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.card_printed_name !== undefined){
      if(typeof data.card_printed_name !== "string"){
        (vErrors ??= []).push({instancePath:instancePath+"/card_printed_name",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.card_status !== undefined){
      let data6 = data.card_status;
      if(typeof data6 !== "string"){
        (vErrors ??= []).push({instancePath:instancePath+"/card_status",keyword:"type",params:{type: "string"}});
        errors++;
      }
      if(!(((((((((((((((((data6 === "CREATED") || (data6 === "UMBOUND")) || (data6 === "NORMAL")) || (data6 === "REISSUED")) || (data6 === "BLOCKED")) || (data6 === "PENDING")) || (data6 === "WARNING")) || (data6 === "LOST")) || (data6 === "ROBBED")) || (data6 === "CANCELED")) || (data6 === "FRAUD")) || (data6 === "DAMAGED")) || (data6 === "EXPIRED")) || (data6 === "DELETED")) || (data6 === "BROKEN")) || (data6 === "THEFT")) || (data6 === "DEFECT"))){
        (vErrors ??= []).push({instancePath:instancePath+"/card_status",keyword:"enum",params:{}});
        errors++;
      }
    }
    if(data.contactless_enabled !== undefined){
      if(typeof data.contactless_enabled !== "boolean"){
        (vErrors ??= []).push({instancePath:instancePath+"/contactless_enabled",keyword:"type",params:{type: "boolean"}});
        errors++;
      }
    }
    if(data.cvv_next_rotation_date !== undefined){
      let data8 = data.cvv_next_rotation_date;
      if(typeof data8 === "string"){
        if(!(formats0(data8))){
          (vErrors ??= []).push({instancePath:instancePath+"/cvv_next_rotation_date",keyword:"format",params:{format: "date-time"}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/cvv_next_rotation_date",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.cvv_rotation_type !== undefined){
      let data9 = data.cvv_rotation_type;
      if(typeof data9 !== "string"){
        (vErrors ??= []).push({instancePath:instancePath+"/cvv_rotation_type",keyword:"type",params:{type: "string"}});
        errors++;
      }
      if(!((data9 === "MANUAL") || (data9 === "AUTOMATIC"))){
        (vErrors ??= []).push({instancePath:instancePath+"/cvv_rotation_type",keyword:"enum",params:{}});
        errors++;
      }
    }
    if(data.expiration_date !== undefined){
      let data10 = data.expiration_date;
      if(typeof data10 === "string"){
        if(!(formats0(data10))){
          (vErrors ??= []).push({instancePath:instancePath+"/expiration_date",keyword:"format",params:{format: "date-time"}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/expiration_date",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.issuing_date !== undefined){
      let data11 = data.issuing_date;
      if(typeof data11 === "string"){
        if(!(formats0(data11))){
          (vErrors ??= []).push({instancePath:instancePath+"/issuing_date",keyword:"format",params:{format: "date-time"}});
          errors++;
        }
      }
      else {
        (vErrors ??= []).push({instancePath:instancePath+"/issuing_date",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.program_id !== undefined){
      let data12 = data.program_id;
      if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
        (vErrors ??= []).push({instancePath:instancePath+"/program_id",keyword:"type",params:{type: "integer"}});
        errors++;
      }
      if((typeof data12 == "number") && (isFinite(data12))){
        if(data12 > 9007199254740991 || data12 < -9007199254740991){
          (vErrors ??= []).push({instancePath:instancePath+"/program_id",keyword:"safeInteger",params:{}});
          errors++;
        }
      }
    }
    if(data.status !== undefined){
      if(typeof data.status !== "string"){
        (vErrors ??= []).push({instancePath:instancePath+"/status",keyword:"type",params:{type: "string"}});
        errors++;
      }
    }
    if(data.transaction_limit !== undefined){
      let data14 = data.transaction_limit;
      if((!((typeof data14 == "number") && (isFinite(data14)))) && (data14 !== null)){
        (vErrors ??= []).push({instancePath:instancePath+"/transaction_limit",keyword:"type",params:{type: ["number","null"]}});
        errors++;
      }
      if((typeof data14 == "number") && (isFinite(data14))){
        if(data14 > 9007199254740991 || data14 < -9007199254740991){
          (vErrors ??= []).push({instancePath:instancePath+"/transaction_limit",keyword:"safeInteger",params:{}});
          errors++;
        }
      }
    }
    if(data.abu_enabled !== undefined){
      if(typeof data.abu_enabled !== "boolean"){
        (vErrors ??= []).push({instancePath:instancePath+"/abu_enabled",keyword:"type",params:{type: "boolean"}});
        errors++;
      }
    }
    if(data.customer_id !== undefined){
      let data16 = data.customer_id;
      if(!(((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16))) && (isFinite(data16)))){
        (vErrors ??= []).push({instancePath:instancePath+"/customer_id",keyword:"type",params:{type: "integer"}});
        errors++;
      }
      if((typeof data16 == "number") && (isFinite(data16))){
        if(data16 > 9007199254740991 || data16 < -9007199254740991){
          (vErrors ??= []).push({instancePath:instancePath+"/customer_id",keyword:"safeInteger",params:{}});
          errors++;
        }
      }
    }
    if(data.embossed !== undefined){
      let data17 = data.embossed;
      if((typeof data17 !== "string") && (data17 !== null)){
        (vErrors ??= []).push({instancePath:instancePath+"/embossed",keyword:"type",params:{type: ["string","null"]}});
        errors++;
      }
    }
    if(data.embossing_custom_fields !== undefined){
      let data18 = data.embossing_custom_fields;
      if((typeof data18 !== "string") && (data18 !== null)){
        (vErrors ??= []).push({instancePath:instancePath+"/embossing_custom_fields",keyword:"type",params:{type: ["string","null"]}});
        errors++;
      }
    }
    if(data.metadata !== undefined){
      let data19 = data.metadata;
      if((!(data19 && typeof data19 == "object" && !Array.isArray(data19))) && (data19 !== null)){
        (vErrors ??= []).push({instancePath:instancePath+"/metadata",keyword:"type",params:{type: ["object","null"]}});
        errors++;
      }
    }
    if(data.reason !== undefined){
      let data20 = data.reason;
      if((typeof data20 !== "string") && (data20 !== null)){
        (vErrors ??= []).push({instancePath:instancePath+"/reason",keyword:"type",params:{type: ["string","null"]}});
        errors++;
      }
    }
  }
  else {
    (vErrors ??= []).push({instancePath,keyword:"type",params:{type: "object"}});
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
