package sc.fiji.unet.imports;

import sc.fiji.unet.base.Progress;
import sc.fiji.unet.config.ModelCard;
import sc.fiji.unet.config.PrecisionChoice;
import sc.fiji.unet.model.LoadedModel;
import sc.fiji.unet.model.ModelFolder;
import sc.fiji.unet.nn.Inference;
import sc.fiji.unet.nn.Transfer;
import sc.fiji.unet.predict.PatchPredictor;

/** A network that was read from a file, in whichever way it is computed from now on. */
interface ReadNetwork {
    /** As the file has it. */
    Transfer.Source source();

    /** Ready to answer as the file does; the caller closes it. */
    PatchPredictor asItIs(Progress progress);

    /** Writes it into a model folder, with a card for the network that puts out a number for each class. */
    void write(ModelFolder folder, ModelCard card, Answer answer, Transfer.Source network);

    /**
     * As it will answer once it is written; the caller closes it.
     *
     * @param network puts out a number for each class
     */
    PatchPredictor answering(ModelCard card, Answer answer, Transfer.Source network, Progress progress);

    /** A line for people; empty where there is nothing to say. */
    String note();

    /**
     * In our own operations, with which everything can be done.
     *
     * @param source as the file has it
     */
    record Own(Transfer.Source source) implements ReadNetwork {
        @Override
        public PatchPredictor asItIs(Progress progress) {
            return LoadedModel.libtorch(PrecisionChoice.FP32, progress)
                    .compile(new Inference(source.graph(), source.weights()), "cpu");
        }

        @Override
        public void write(ModelFolder folder, ModelCard card, Answer answer, Transfer.Source network) {
            folder.write(card, network.graph(), network.weights());
        }

        @Override
        public PatchPredictor answering(ModelCard card, Answer answer, Transfer.Source network, Progress progress) {
            return LoadedModel.libtorch(PrecisionChoice.FP32, progress)
                    .compile(Inference.of(network.graph(), network.weights(), card.classOutputs()), "cpu");
        }

        @Override
        public String note() {
            return "";
        }
    }
}
