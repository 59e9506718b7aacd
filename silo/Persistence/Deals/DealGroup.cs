namespace Crm.Actors.Persistence.Deals;

/// <summary>The leading columns of every list index. Within a group each index is in the order of its field.</summary>
internal readonly record struct DealGroup(Guid PipelineId, string Stage, string Status, bool Archived);
