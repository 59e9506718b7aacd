using System.Runtime.InteropServices;

namespace Crm.Actors.Gateway.Caching;

/// <summary>What cached answers are about: an event of a topic ends those that were given before it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Id">Of which object; nil for all of them.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Topic(TopicKind Kind, Guid Id)
{
    /// <summary>All pipelines together.</summary>
    public static Topic Pipelines { get; } = new(TopicKind.Pipeline, Guid.Empty);

    /// <summary>One pipeline.</summary>
    public static Topic Pipeline(Guid id) => new(TopicKind.Pipeline, id);

    /// <summary>Count and sum of one pipeline's deals.</summary>
    public static Topic Figures(Guid pipeline) => new(TopicKind.Figures, pipeline);
}

/// <summary>Kinds of <see cref="Topic"/>.</summary>
internal enum TopicKind
{
    Pipeline = 0,
    Figures = 1,
}
