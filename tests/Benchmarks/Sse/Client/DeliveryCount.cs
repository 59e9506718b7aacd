using System.IO.MemoryMappedFiles;

namespace Crm.Actors.Benchmarks.Sse.Client;

/// <summary>Deliveries to all streams so far, in memory that the parent maps too.</summary>
internal sealed unsafe class DeliveryCount
{
    private readonly byte* _count;

    public DeliveryCount(MemoryMappedViewAccessor view) => view.SafeMemoryMappedViewHandle.AcquirePointer(ref _count);

    public long Value => Volatile.Read(ref *(long*)_count);

    public void Add(int deliveries) => Interlocked.Add(ref *(long*)_count, deliveries);
}
