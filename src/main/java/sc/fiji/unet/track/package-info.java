/** Where the numbers of a training are recorded while it runs: CSV tables, TensorBoard, MLflow. */
package sc.fiji.unet.track;
