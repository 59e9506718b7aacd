namespace Crm.Actors.Benchmarks.Harness;

/// <summary>One group of figures, chosen by its name on the command line.</summary>
internal interface IBench
{
    string Name { get; }

    /// <summary>What is measured, in a line.</summary>
    string Summary { get; }

    Task RunAsync(BenchContext context);
}
