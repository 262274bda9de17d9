/* SAL and its kin, as drivers have them: for the WDK's analyzers alone, and nothing here. The shim has the first few. */
#ifndef NT_ANNOTATIONS_H
#define NT_ANNOTATIONS_H

#define IN
#define OUT
#define OPTIONAL
#define _Success_(Expression)
#define _Check_return_
#define _When_(Condition, Annotation)
#define _Function_class_(Name)
#define _IRQL_requires_same_
#define _IRQL_requires_min_(Irql)
#define _IRQL_restores_global_(Kind, Place)
#define _IRQL_saves_global_(Kind, Place)
#define _IRQL_always_function_max_(Irql)
#define _IRQL_always_function_min_(Irql)
#define _Dispatch_type_(Type)
#define _Kernel_requires_resource_held_(Resource)
#define _Kernel_requires_resource_not_held_(Resource)
#define _Requires_lock_not_held_(Lock)
#define _Guarded_by_(Lock)
#define _Interlocked_
#define _Interlocked_operand_
#define _Analysis_assume_(Expression)
#define _Analysis_assume_nullterminated_(String)
#define _In_opt_z_
#define _In_range_(Low, High)
#define _In_reads_opt_(Count)
#define _In_reads_z_(Count)
#define _In_reads_bytes_(Size)
#define _Out_writes_(Count)
#define _Out_writes_opt_(Count)
#define _Out_writes_z_(Count)
#define _Out_writes_to_(Size, Count)
#define _Out_writes_all_(Count)
#define _Out_writes_bytes_(Size)
#define _Out_writes_bytes_to_(Size, Count)
#define _Out_writes_bytes_all_(Size)
#define _Inout_updates_(Count)
#define _Inout_updates_bytes_(Size)
#define _Inout_updates_bytes_opt_(Size)
#define _Outptr_opt_
#define _Outptr_result_nullonfailure_
#define _Outptr_result_buffer_(Count)
#define _Outptr_result_bytebuffer_(Size)
#define _Ret_notnull_
#define _Ret_z_
#define _Ret_writes_bytes_(Size)
#define _Ret_writes_bytes_maybenull_(Size)
#define _Post_maybenull_
#define _Post_notnull_
#define _Post_invalid_
#define _Post_satisfies_(Condition)
#define _Pre_notnull_
#define _Pre_maybenull_
#define _Null_terminated_
#define _Printf_format_string_
#define _Reserved_
#define _Field_size_(Count)
#define _Field_size_bytes_(Size)
#define _Field_size_part_(Size, Count)
#define _Field_size_bytes_part_(Size, Count)
#define _Strict_type_match_
#define __drv_aliasesMem
#define __drv_allocatesMem_opt(Kind)
#define __drv_freesMem_opt(Kind)
#define __drv_maxIRQL(Irql)

#endif
